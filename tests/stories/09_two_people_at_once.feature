Feature: Two people, one case
  Two people may open the same case at the same moment. Whoever acts second is told what changed in
  the meantime, and a resident's telephone never rings twice for one promise.

  Background:
    Given it is Tuesday 24 November 2026, 12:15
    And Rosa Delgado can be called at 416 555 0142
    And Oren has promised Rosa to call by 14:00 the same day

  Scenario: One is told what changed
    When Oren and Amara both look at Rosa's case
    And Amara asks Transportation "Is the lift at the station working again?" from what was seen
    And Oren asks Solid Waste "When will the lift at the station work?" from what was seen
    Then Oren is told that Amara has asked a department in the meantime
    And only Transportation is asked
    When Oren looks again and asks Solid Waste "When will the lift at the station work?"
    Then Transportation and Solid Waste are asked

  Scenario: Both reach for the telephone
    When Oren dials Rosa for the promise
    Then the promise is shown to Amara as being called by Oren until 12:25
    When Amara dials Rosa for the promise
    Then Amara is told that Oren is calling already
    When it is 12:26
    Then Amara may dial Rosa for the promise

  Scenario: Both in the same instant
    When Oren and Amara dial Rosa for the promise in the same instant
    Then one of them is calling, and the other is told so
