"""What maintainers do now and then: begin a part of the spec, read the pages of providers again, release."""
