#include "desk/service_intake.h"

#include <algorithm>
#include <sstream>

#include "base/time_text.h"
#include "domain/places/point.h"

namespace kept::desk {
namespace {

/// A question is asked unless it depends on an answer that was not given.
bool applies(const QuestionRow& question, const Answers& answers) {
  return !question.when || is_answered(answers, *question.when);
}

/// A time with or without a zone, or a day.
bool is_time(const std::string& answer) {
  return base::parse_instant(answer).ok() || base::parse_wall(answer).ok() ||
         base::parse_date(answer).ok();
}

bool is_value(const QuestionRow& question, const std::string& answer) {
  return std::any_of(question.values.begin(), question.values.end(),
                     [&](const auto& value) { return value.first == answer; });
}

bool are_values(const QuestionRow& question, const std::string& answers) {
  std::istringstream list(answers);
  std::string answer;
  while (std::getline(list, answer, ',')) {
    if (!is_value(question, answer)) return false;
  }
  return true;
}

std::optional<base::Error> check_answer(const QuestionRow& question, const Answers& answers) {
  const std::string pointer = "/attributes/" + question.code;
  const auto given = answers.find(question.code);
  if (given == answers.end() || given->second.empty()) {
    // Nobody who answers the telephone is asked what an application fills in.
    if (!question.required || question.automated || !applies(question, answers))
      return std::nullopt;
    return base::invalid(pointer, "attribute.missing", "This question needs an answer.");
  }
  const bool of_the_list =
      question.values.empty() ||
      (question.datatype != "singlevaluelist" && question.datatype != "multivaluelist") ||
      (question.datatype == "singlevaluelist" ? is_value(question, given->second)
                                              : are_values(question, given->second));
  if (!of_the_list) {
    return base::invalid(pointer, "attribute.not_a_value", "Choose one of the values.");
  }
  if (question.datatype == "number" && !domain::decimal_number(given->second)) {
    return base::invalid(pointer, "attribute.not_a_number", "Answer with a number.");
  }
  if (question.datatype == "datetime" && !is_time(given->second)) {
    return base::invalid(pointer, "attribute.not_a_time", "Answer with a time.");
  }
  return std::nullopt;
}

}  // namespace

std::vector<base::Error> check_answers(const ServiceRow& service, const Answers& answers) {
  std::vector<base::Error> mistakes;
  for (const QuestionRow& question : service.questions) {
    if (auto mistake = check_answer(question, answers)) mistakes.push_back(*std::move(mistake));
  }
  return mistakes;
}

bool is_answered(const Answers& answers, const std::pair<std::string, std::string>& value) {
  const auto given = answers.find(value.first);
  if (given == answers.end()) return false;
  if (given->second == value.second) return true;
  std::istringstream list(given->second);
  std::string one;
  while (std::getline(list, one, ',')) {
    if (one == value.second) return true;
  }
  return false;
}

bool has_question(const ServiceRow& service, const std::string& code) {
  return std::any_of(service.questions.begin(), service.questions.end(),
                     [&](const QuestionRow& question) {
                       return question.code == code && question.variable &&
                              question.automated != Automated::server_set;
                     });
}

std::optional<domain::NoticeId> gathering_notice(Reader& reader, domain::ServiceId service,
                                                 const std::vector<domain::CaseArea>& areas) {
  for (const NoticeRow& row : reader.notices()) {
    const auto end = row.services.end();
    if (std::find(row.services.begin(), end, service) == end) continue;
    // By its code: the area may have been drawn anew since.
    const bool is_there =
        !row.gathers_in || std::any_of(areas.begin(), areas.end(), [&](const auto& area) {
          return area.layer == row.gathers_in->layer && area.code == row.gathers_in->code;
        });
    if (is_there) return row.id;
  }
  return std::nullopt;
}

}  // namespace kept::desk
