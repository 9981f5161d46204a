Feature: A promise that is not kept is nobody's secret
  When a promised time passes without the call, the clock says so, everybody who could mend it is
  told, the resident can read it, and an apology is owed. Calling late is right, and stays late.

  Background:
    Given it is Tuesday 24 November 2026, 12:15
    And Rosa Delgado can be called at 416 555 0142
    And Oren has promised Rosa that Maya will call by 14:00

  Scenario: The last instant is still in time
    When the clock shows 14:00 exactly
    Then Maya still owes Rosa a call by 14:00
    And Maya's promise to Rosa is not late

  Scenario: The clock breaks the promise, and everybody is told
    When a thousandth of a second after 14:00 has come
    Then Maya's promise to Rosa is broken because its time passed
    And Oren and Maya and the manager above Maya are told of the broken promise
    And Oren owes Rosa an apology by 15:00
    And Rosa's own page says that the call did not come in time

  Scenario: Nine tenths of the time are gone and nobody has called
    When it is 13:52
    Then Oren and Maya are told that the call is not yet confirmed
    And Maya's promise to Rosa is shown as not yet confirmed

  Scenario: Calling late mends it, and it stays late for ever
    When it is 14:40
    And Maya calls Rosa about the promise and reaches her
    Then Maya's promise to Rosa is broken and mended
    And Maya's promise to Rosa is late
    And Oren owes Rosa an apology
    When Maya tells Rosa that we are sorry
    Then no apology is owed any more
    And the figures count 1 broken promise, 1 of them mended, and 0 kept by Maya

  Scenario: A word given after the time changes nothing until the resident confirms it
    When it is 14:20
    And Maya tells Oren on the telephone about reaching Rosa at 13:30, and Oren records the outcome "answered"
    Then Maya's promise to Rosa is broken because its time passed
    When Oren calls Rosa to apologise and reaches her
    And Oren tells Rosa that we are sorry
    And two working days later it is 10:00
    And Oren calls Rosa for the follow-up and reaches her
    And Rosa heard the answer, and is content with the call and with the outcome
    Then Maya's promise to Rosa is kept on a staff member's word
    And the case is closed
