Feature: 311 rings at the operator's desk
  A caller dials 311, hears the city, and an operator answers with the caller's cases already open.
  Nobody's place in line is lost, and nobody who owes a call is rung while it comes due.

  Background:
    Given calls to 311 ring at the desks
    And it is Tuesday 24 November 2026, 11:40
    And Rosa Delgado can be called at 416 555 0142
    And Karim Haddad can be called at 416 555 0177

  Scenario: The founding call, rung through to its follow-up
    Given Oren is ready for calls
    When Rosa calls 311 and Oren answers
    And Oren takes the question on, asks Transportation, and promises to call back within the hour:
      """
      Is it recorded how often somebody presses the button at the school crossing on Elm Street?
      """
    Then Oren owes Rosa a call by 12:40
    When Oren ends the call
    Then Rosa's line is quiet
    When it is 12:15
    And Oren calls Rosa back and reaches her
    And Oren hands over to Maya by 14:00:
      """
      Maya will call you before two o'clock today. In case that call does not come, here is the number.
      """
    Then Oren's promise to Rosa is kept by a call
    And Maya owes Rosa a call by 14:00
    When Oren ends the call
    And it is 13:05
    And Maya tells Oren on the telephone about reaching Rosa at 13:00, and Oren records the outcome "information not held" with "resident declined to give more":
      """
      The city does not record this. A count by hand would need a request in writing; Rosa lets it rest.
      """
    And two working days later it is 10:15
    And Oren calls Rosa for the follow-up and reaches her
    And Rosa heard the answer, and is content with the call and with the outcome
    Then the case is closed
    And nobody owes anything on it

  Scenario: Who is calling is known before the first word
    Given Oren is ready for calls
    And Rosa calls 311 and Oren answers
    And Oren opens a question and promises to call on Tuesday 24 November 2026 at 15:00
    And Oren ends the call
    When Rosa dials 311
    Then it rings at Oren with the case that was opened

  Scenario: Whoever lets it ring is passed over, and is rung no more until ready again
    Given Oren is ready for calls
    When Rosa dials 311
    And Amara is ready for calls
    Then it rings at Oren
    When 20 seconds pass
    Then it rings at Amara
    And Oren is not ready, because of a call that was not answered
    When Rosa hangs up
    Then Amara's telephone is quiet

  Scenario: A place in line is a promise like any other
    Given Oren is at lunch
    When Rosa dials 311
    Then Rosa hears that all operators are speaking with others
    When Rosa presses 9
    Then Rosa hears by when the call back comes
    And Oren owes Rosa the call back
    When Oren is ready for calls
    And Oren calls Rosa back and reaches her
    Then Oren's promise to Rosa is kept by a call

  Scenario: Nobody is said to be speaking with others where nobody is
    When Rosa dials 311
    Then Rosa hears that nobody is on duty
    When Rosa presses 9
    Then Rosa hears by when the call back comes

  Scenario: An operator with a promise coming due is not rung
    Given Oren is ready for calls
    And Rosa calls 311 and Oren answers
    And Oren opens a question and promises to call on Tuesday 24 November 2026 at 12:00
    And Oren ends the call
    And it is 11:50
    When Karim dials 311
    Then it rings nowhere
    When Oren calls Rosa back and reaches her
    And Oren ends the call
    Then it rings at Oren

  Scenario: A call that nobody answers is an attempt, without anybody typing it
    Given Oren is ready for calls
    And Rosa calls 311 and Oren answers
    And Oren opens a question and promises to call on Tuesday 24 November 2026 at 12:00
    And Oren ends the call
    When Oren dials Rosa for the promise
    And 30 seconds pass
    Then the promise to Rosa is unreached

  Scenario: The wall tells what the line did
    Given Oren is at lunch
    When Rosa dials 311
    And 25 seconds pass
    And Rosa hangs up
    And Oren is ready for calls
    And Karim calls 311 and Oren answers
    Then the wall shows 2 calls today, 1 answered and 1 abandoned
