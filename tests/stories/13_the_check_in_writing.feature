Feature: The check in writing
  For some services the city asks in writing whether the resident got a response. Nothing counts as
  sent before a mail server has taken it, and whoever cannot be written to is called by a person.

  Scenario: Five working days of silence close the case
    Given it is Tuesday 24 November 2026, 10:00
    And Karim can be called at 416 555 0177 and written to at karim@example.org
    When Karim calls 311 and Oren answers
    And Oren takes down that a street light is out at "12 Elm Street"
    And Oren records the outcome "no action warranted" in that call
    And Oren ends the call
    Then a follow-up with Karim is owed on Thursday 26 November 2026 at 10:00
    And Karim's own page says that the city will write
    When it is Thursday 26 November 2026, 09:59
    Then nothing has been written to Karim
    When it is Thursday 26 November 2026, 10:00
    Then Karim was asked in writing for a response, once
    And the link in that message opens Karim's own page
    And Karim's own page says that the city wrote, and when silence closes the case
    When it is Thursday 3 December 2026, 09:59
    Then the case is resolved
    When it is Thursday 3 December 2026, 10:00
    Then the case is closed
    And replaying everything that happened gives the same case

  Scenario: Who left no address is called
    Given it is Tuesday 24 November 2026, 10:00
    And Karim can be called at 416 555 0177
    When Karim calls 311 and Oren answers
    And Oren takes down that a street light is out at "12 Elm Street"
    And Oren records the outcome "no action warranted" in that call
    And Oren ends the call
    Then Oren owes Karim a follow-up by 10:00 two working days later
    When it is Thursday 26 November 2026, 09:55
    And Oren calls Karim for the follow-up and reaches her
    And Karim heard the answer, and is content with the call and with the outcome
    Then the case is closed

  Scenario: The mail server is away when it is needed
    Given the city's mail goes through a mail server
    And it is Tuesday 24 November 2026, 10:00
    And Karim can be called at 416 555 0177 and written to at karim@example.org
    And Karim reads French
    When Karim calls 311 and Oren answers
    And Oren takes down that a street light is out at "12 Elm Street"
    And Oren records the outcome "no action warranted" in that call
    And Oren ends the call
    And the mail server goes down
    And it is Thursday 26 November 2026, 10:00
    Then nothing has been written to Karim
    And a follow-up with Karim is owed on Thursday 26 November 2026 at 10:00
    When the mail server comes up again
    And it is Thursday 26 November 2026, 10:01
    Then Karim was asked in writing for a response, once
    And that message is in French
    When it is Thursday 3 December 2026, 10:00
    Then the case is resolved
    When it is Thursday 3 December 2026, 10:01
    Then the case is closed

  Scenario: An address that is refused becomes a call
    Given the city's mail goes through a mail server
    And the mail server refuses karim@example.org
    And it is Tuesday 24 November 2026, 10:00
    And Karim can be called at 416 555 0177 and written to at karim@example.org
    When Karim calls 311 and Oren answers
    And Oren takes down that a street light is out at "12 Elm Street"
    And Oren records the outcome "no action warranted" in that call
    And Oren ends the call
    And it is Thursday 26 November 2026, 10:00
    Then nothing has been written to Karim
    And Oren is told that a message could not be delivered
    And a follow-up with Karim is owed on Thursday 26 November 2026 at 14:00
    When Oren calls Karim for the follow-up and reaches her
    And Karim heard the answer, and is content with the call and with the outcome
    Then the case is closed
    And replaying everything that happened gives the same case

  Scenario: The power fails when the mail server has the message
    Given the city's mail goes through a mail server
    And it is Tuesday 24 November 2026, 10:00
    And Karim can be called at 416 555 0177 and written to at karim@example.org
    When Karim calls 311 and Oren answers
    And Oren takes down that a street light is out at "12 Elm Street"
    And Oren records the outcome "no action warranted" in that call
    And Oren ends the call
    And it is Thursday 26 November 2026, 10:00, and the server dies as soon as the mail server has the message
    Then a follow-up with Karim is owed on Thursday 26 November 2026 at 10:00
    When it is Thursday 26 November 2026, 10:01
    Then Karim got that message twice, and can tell that it is the same
    And it is recorded once that the message was sent
    And replaying everything that happened gives the same case

  Scenario: A department that never signs in is asked in writing
    Given it is Tuesday 24 November 2026, 11:40
    And Rosa can be called at 416 555 0142
    When Rosa calls 311 and Oren answers
    And Oren takes the question on, asks Transportation, and promises to call back within the hour:
      """
      Is it recorded how often somebody presses the button at the school crossing on Elm Street?
      """
    And it is 11:41
    Then Maya was sent the question in writing
    When Maya answers by the link in that message: "No, nobody counts that."
    Then Maya's answer stands on the case

  Scenario: The answer is sent in writing
    Given it is Tuesday 24 November 2026, 10:00
    And Karim can be called at 416 555 0177 and written to at karim@example.org
    When Karim calls 311 and Oren answers
    And Oren opens a question about "May a choir practise in the park at night?"
    And Oren ends the call
    And it is 11:00
    And Oren records the outcome "answered": "Yes, until nine in the evening."
    And Oren sends Karim the outcome in writing
    And it is 11:01
    Then Karim was sent the answer "Yes, until nine in the evening."
    And the answer does not count as told yet
    And the case is owed by somebody
    When it is Wednesday 25 November 2026, 10:59
    Then the answer does not count as told yet
    When it is Wednesday 25 November 2026, 11:00
    Then Karim has been told
    And no further try is owed
    And the case is closed

  Scenario: The answer in writing is refused
    Given the city's mail goes through a mail server
    And the mail server refuses karim@example.org
    And it is Tuesday 24 November 2026, 10:00
    And Karim can be called at 416 555 0177 and written to at karim@example.org
    When Karim calls 311 and Oren answers
    And Oren opens a question about "May a choir practise in the park at night?"
    And Oren ends the call
    And Oren records the outcome "answered": "Yes, until nine in the evening."
    And Oren sends Karim the outcome in writing
    And it is 10:01
    Then the answer does not count as told yet
    And Oren is told that a message could not be delivered
    And Oren owes Karim another try by 14:00
