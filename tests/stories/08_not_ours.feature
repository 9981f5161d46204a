Feature: No ping-pong
  A department may say that a question is not theirs, and whose it is. After the second return
  nobody passes it on any more: a supervisor decides.

  Scenario: Two departments send it back
    Given it is Tuesday 24 November 2026, 09:10
    And Rosa Delgado can be called at 416 555 0142
    When Rosa calls 311 and Oren answers
    And Oren takes the question on, asks Transportation, and promises to call back within the hour:
      """
      Who cuts the hedge that hides the stop sign at Mill Lane?
      """
    And Maya returns the question, because "The hedge is not part of the road", to Solid Waste
    Then the question stands with Solid Waste
    And Oren is told that the question came back
    When George returns the question, because "It grows on land of the park", to Parks and Forestry
    Then nobody at Parks and Forestry is asked
    And Nadia owes a decision on it
    When Oren tries to decide for Parks and Forestry
    Then that is refused, for it is not Oren's to do
    When Nadia decides for Parks and Forestry: "The park runs up to the kerb there."
    Then the question stands with Parks and Forestry
    And no decision is owed any more
    And Oren owes Rosa a call by 10:10
