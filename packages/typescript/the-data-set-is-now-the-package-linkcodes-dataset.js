// Up to 0.2.0, the entry points linkcodes/dataset/* led to files of this package. The name of this file is what Node shows
// to a program that imports one of them as JSON.
throw new Error(
  "The files of linkcodes/dataset are a package of their own: npm install linkcodes-dataset, " +
    'then import "linkcodes-dataset/codes.json" in place of "linkcodes/dataset/codes.json".',
);
