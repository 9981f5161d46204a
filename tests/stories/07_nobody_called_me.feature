Feature: The resident has the last word on whether somebody called
  'No, nobody called me', said at the follow-up, opens the case again. What rested on a staff
  member's word is broken; where the system itself saw a call, a supervisor finds out.

  Background:
    Given it is Tuesday 24 November 2026, 12:15
    And Rosa Delgado can be called at 416 555 0142
    And Oren has promised Rosa that Maya will call by 14:00

  Scenario: Only a staff member's word stood for it
    When it is 13:30
    And Maya tells Oren on the telephone about reaching Rosa at 13:00, and Oren records the outcome "answered"
    And two working days later it is 10:15
    And Oren calls Rosa for the follow-up and reaches her
    And Rosa says that nobody called
    Then the case is open
    And Maya's promise to Rosa is broken because the resident says that nobody called
    And that promise counts as broken from 14:00 on, not from today
    And Oren owes Rosa an apology
    And Oren and Maya and the manager above Maya are told of the broken promise
    And Oren is told that the case was opened again

  Scenario: The system saw a call
    When it is 13:00
    And Maya calls Rosa about the promise and reaches her
    And Maya records the outcome "answered" in that call
    And two working days later it is 10:15
    And Oren calls Rosa for the follow-up and reaches her
    And Rosa says that nobody called
    Then the case is open
    And Maya's promise to Rosa is disputed
    And Nadia owes a decision on it
    And Oren owes Rosa an apology
    When Nadia decides that the promise was not kept: "The call log shows twelve seconds of hold music."
    Then Maya's promise to Rosa is broken because the resident says that nobody called
    And no decision is owed any more
