Feature: Plans change, and the promise holds
  A promise may be moved when the resident agrees, not for ever; it outlives the account of whoever
  gave it; and a resident who rings back first has been reached.

  Background:
    Given it is Tuesday 24 November 2026, 10:00
    And Rosa Delgado can be called at 416 555 0142
    And Oren has promised Rosa to call by 11:00 the same day

  Scenario: Moved twice, and the third time a supervisor is asked
    When Oren calls Rosa and moves the promise to 12:00 at her wish
    Then Oren owes Rosa a call by 12:00
    And what was promised at first stays 11:00
    When Oren calls Rosa and moves the promise to 13:00
    Then Oren owes Rosa a call by 13:00
    When Oren calls Rosa and tries to move the promise to 14:00
    Then that is refused, for it needs a supervisor
    And Oren owes Rosa a call by 13:00
    When Nadia calls Rosa and moves the promise to 14:00
    Then Oren owes Rosa a call by 14:00
    And what was promised at first stays 11:00
    When it is 13:40
    And Oren calls Rosa about the promise and reaches her
    Then the figures count 0 promises kept as first promised and 1 as moved

  Scenario: When the time has come it cannot be moved any more
    When the clock shows 11:00 exactly
    And Oren calls Rosa and tries to move the promise to 12:00
    Then that is refused, for the time has come

  Scenario: The owner's account is disabled in the middle of a call
    When it is 10:30
    And Oren calls Rosa about the promise and is still talking
    And Ravi disables Oren's account
    Then somebody who works here owes whatever Oren owed
    And Oren can still wrap up the call
    And Oren can do nothing else

  Scenario: The resident rings back first
    When it is 10:40
    And Rosa calls 311 and Oren answers
    Then Oren's promise to Rosa is kept by a call from the resident
    And nobody owes Rosa that call any more

  Scenario: The resident rings back and reaches somebody else
    When it is 10:40
    And Rosa calls 311 and Amara answers
    Then Oren still owes Rosa a call by 11:00

  Scenario: The resident needs it no longer
    When it is 10:40
    And Rosa calls 311 and Amara answers
    And Rosa says that the call is no longer needed
    Then Oren's promise to Rosa is released
