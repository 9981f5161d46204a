#pragma once

#include <span>
#include <string>
#include <utility>

namespace kept {

/// How a question that was passed to a department went on.
enum class Fate {
  kept,                 ///< rung back in time, outcome told
  moved,                ///< to a later time that the resident agreed to, and kept
  handed_over,          ///< to the manager, who rang herself
  handed_over_by_word,  ///< the same; her word was written down by the operator
  returned,             ///< by the wrong department; the right one answered in time
  released,             ///< the resident rang: no longer needed
  unreached,            ///< tried in time, nobody answered
  late,                 ///< the clock broke it; mended afterwards
  forgotten             ///< the clock broke it, and it is still owed
};

/// Who rings, when and whom.
struct Caller {
  int day;   ///< working days back
  int hour;  ///< on the clock of the city
  int minute;
  const char* answered_by;
  const char* name;
  const char* phone;
  const char* language;
};

struct AskedCall {
  Caller caller;
  const char* department;
  Fate fate;
  const char* asks;
  const char* answer;
};

struct RequestCall {
  Caller caller;
  const char* service;
  const char* place;
  const char* summary;
  const char* attribute;  ///< code of the first question; empty where there is none
  const char* value;
  const char* second_attribute;
  const char* second_value;
  int done_after_hours;  ///< 0: not yet
  const char* outcome;
};

struct KnowledgeCall {
  Caller caller;
  const char* article;
};

/// The people and questions of the city's week; all invented, all numbers of the fictional range.
[[nodiscard]] std::span<const AskedCall> asked_calls();
[[nodiscard]] std::span<const RequestCall> request_calls();
[[nodiscard]] std::span<const KnowledgeCall> knowledge_calls();

}  // namespace kept
