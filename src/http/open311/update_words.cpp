#include "http/open311/update_words.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/check.h"
#include "domain/cases/event_names.h"

namespace kept::http {
namespace {

using domain::Resolution;

struct OutcomeWords {
  Resolution resolution;
  std::string_view status;
  std::string_view en;
  std::string_view fr;
};
constexpr std::array kOutcomes{
    OutcomeWords{Resolution::answered, "closed", "The question was answered.",
                 "La question a reçu une réponse."},
    OutcomeWords{Resolution::completed, "fixed", "The work is done.", "Le travail est fait."},
    OutcomeWords{Resolution::duplicate, "duplicate", "Another request for the same thing stands.",
                 "Une autre demande pour la même chose est en cours."},
    OutcomeWords{Resolution::information_not_held, "no_further_action",
                 "The city does not have this information.", "La ville n'a pas cette information."},
    OutcomeWords{Resolution::not_a_city_matter, "not_councils_responsibility",
                 "This is not a matter for the city.", "Cela ne relève pas de la ville."},
    OutcomeWords{Resolution::declined_by_resident, "cancelled",
                 "Whoever asked does not need it any more.",
                 "La personne qui l'a demandé n'en a plus besoin."},
    OutcomeWords{Resolution::could_not_locate, "no_further_action",
                 "It was not found at the place that was given.",
                 "Rien n'a été trouvé à l'endroit indiqué."},
    OutcomeWords{Resolution::could_not_reach_resident, "closed",
                 "Whoever asked could not be reached.",
                 "La personne qui l'a demandé n'a pas pu être jointe."},
    OutcomeWords{Resolution::no_action_warranted, "no_further_action",
                 "It was looked at, and nothing needs to be done.",
                 "On a vérifié: il n'y a rien à faire."},
    OutcomeWords{Resolution::passed_on, "closed", "It was passed on.", "Cela a été transmis."},
    OutcomeWords{Resolution::entered_in_error, "cancelled", "It was entered by mistake.",
                 "La demande a été saisie par erreur."}};

struct EventWords {
  std::string_view kind;
  std::string_view en;
  std::string_view fr;
};
constexpr std::array kEvents{
    EventWords{"case_opened", "The request was received.", "La demande a été reçue."},
    EventWords{"ask_made", "The request was passed on.", "La demande a été transmise."},
    EventWords{"case_closed", "The request is closed.", "La demande est fermée."},
    EventWords{"case_reopened", "The request is open again.", "La demande est rouverte."},
    EventWords{"update_received", "There is news from whoever asked.",
               "Il y a du nouveau de la part de la personne qui l'a demandé."}};

const OutcomeWords& words_of(Resolution resolution) {
  const auto* const found =
      std::find_if(kOutcomes.begin(), kOutcomes.end(),
                   [&](const OutcomeWords& words) { return words.resolution == resolution; });
  KEPT_CHECK(found != kOutcomes.end());
  return *found;
}

}  // namespace

std::string status_word(Resolution resolution) { return std::string(words_of(resolution).status); }

std::string told_outcome(Resolution resolution, const std::string& language) {
  const OutcomeWords& words = words_of(resolution);
  return std::string(language == "fr" ? words.fr : words.en);
}

std::string told_event(const domain::Event& event, const std::string& department,
                       const std::string& language) {
  const bool french = language == "fr";
  if (const auto* outcome = std::get_if<domain::OutcomeRecorded>(&event)) {
    return told_outcome(outcome->resolution, language);
  }
  if (std::holds_alternative<domain::AskMade>(event) && !department.empty()) {
    return (french ? "La demande a été transmise: " : "The request was passed to: ") + department +
           ".";
  }
  const auto* const found =
      std::find_if(kEvents.begin(), kEvents.end(),
                   [&](const EventWords& words) { return words.kind == domain::name_of(event); });
  if (found == kEvents.end()) return "";
  return std::string(french ? found->fr : found->en);
}

}  // namespace kept::http
