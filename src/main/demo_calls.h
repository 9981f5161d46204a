#pragma once

#include <array>
#include <span>

namespace kept {

/// How a question that was passed to a department went on.
enum class Fate {
  kept,                 ///< rung back in time, outcome told
  moved,                ///< to a later time that the resident agreed to, and kept
  handed_over,          ///< to the manager, who rang herself
  handed_over_by_word,  ///< the same; her word was written down by the operator
  denied,               ///< the same, but the resident says that nobody called
  returned,             ///< by the wrong department; the right one answered in time
  returned_twice,       ///< a supervisor decided
  released,             ///< the resident rang: no longer needed
  unreached,            ///< tried in time, nobody answered until the third try
  unreachable,          ///< tried three times in vain
  late,                 ///< the clock broke it; mended afterwards
  forgotten             ///< the clock broke it, and it is still owed; the resident rang again
};

/// Days of the plan that are not so many working days back. Today counts when it is a working day,
/// and of each day only what is past.
inline constexpr int kToday = 0;
inline constexpr int kSaturday = -1;  ///< the last one
inline constexpr int kSunday = -2;

/// Who answers in the week.
inline constexpr const char* kOren = "oren.hale";
inline constexpr const char* kAmara = "amara.diallo";
inline constexpr const char* kWes = "wes.calder";
inline constexpr const char* kJulie = "julie.rousseau";
inline constexpr const char* kThea = "thea.marsh";
inline constexpr const char* kHamid = "hamid.rahimi";
inline constexpr const char* kChloe = "chloe.benoit";

/// Who rings, when and whom.
struct Caller {
  int day;   ///< working days back, or one of the above
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

struct Attribute {
  const char* code = nullptr;
  const char* value = nullptr;
};

struct RequestCall {
  Caller caller;
  const char* service;
  const char* place;  ///< as the caller says it
  const char* near;   ///< the address or crossing of the city where that is; empty: nowhere
  const char* summary;
  int done_after_hours = 0;  ///< of the department's working time; 0: not yet
  const char* outcome = "";
  std::array<Attribute, 3> attributes = {};
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
