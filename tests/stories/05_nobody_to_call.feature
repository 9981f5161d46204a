Feature: A caller who stays unknown
  Whoever leaves no way of being reached can be promised nothing; the number of the case and
  somebody's card are given instead, and nobody is left owing a call that cannot be made.

  Scenario: An anonymous caller without a number
    Given it is Tuesday 24 November 2026, 09:30
    When somebody who gives no name and no number calls 311 and Oren answers
    And Oren opens a question about "why the fountain on Market Square is dry"
    And Oren tries to promise a call back
    Then that is refused, because there is no number to call
    And the case has a number that can be read aloud, and Transportation has a card that can be given
    And the case is owed by somebody
    When Oren reads out the number and Transportation's card, and the call ends
    Then the case tells that number and card were given, and what was read out
    When Oren records the outcome "answered": "The pump is being mended until December."
    Then the case is closed
    And nobody owes anything on it
