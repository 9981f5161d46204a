#include "http/portal/words.h"

#include <array>
#include <map>

#include "base/check.h"

namespace kept::http {
namespace {

struct Both {
  const char* en;
  const char* fr;
};

const std::map<std::string, Both>& catalogue() {
  static const std::map<std::string, Both> kWords{
      {"other_language", {"Français", "English"}},
      {"your_case", {"Your case", "Votre dossier"}},
      {"what_you_asked", {"What you asked", "Votre demande"}},
      {"what_happened", {"What has happened", "Ce qui s'est passé"}},
      {"the_promise", {"What was promised", "Ce qui vous a été promis"}},
      {"state_open", {"We are working on it.", "Nous y travaillons."}},
      {"state_resolved", {"There is an outcome.", "Il y a une réponse."}},
      {"state_closed", {"Closed.", "Fermé."}},
      {"will_call_by", {"will call you by", "vous appellera au plus tard"}},
      {"will_check_by",
       {"will call you to check that you were answered, by",
        "vous appellera pour vérifier que vous avez eu votre réponse, au plus tard"}},
      {"at_number", {"at", "au"}},
      {"covers_for", {"in place of", "à la place de"}},
      {"if_not", {"If that does not happen:", "Si cela n'arrive pas :"}},
      {"or_311",
       {"You can always call 311 and give your case number.",
        "Vous pouvez toujours appeler le 311 et donner votre numéro de dossier."}},
      {"was_late",
       {"was to call you by this time, and did not. We broke our promise, and we are sorry. "
        "Somebody will call to apologise.",
        "devait vous appeler au plus tard à ce moment et ne l'a pas fait. Nous n'avons pas tenu "
        "notre promesse et nous nous en excusons. Quelqu'un vous appellera."}},
      {"was_late_mended",
       {"called you later than promised. We are sorry.",
        "vous a appelé plus tard que promis. Nous nous en excusons."}},
      {"was_kept", {"was in touch with you, as promised.", "vous a joint, comme promis."}},
      {"was_unreached",
       {"tried to reach you in time and could not. We will try again.",
        "a essayé de vous joindre à temps, sans succès. Nous essaierons encore."}},
      {"the_outcome", {"The outcome", "La réponse"}},
      {"case_opened", {"You contacted 311.", "Vous avez communiqué avec le 311."}},
      {"ask_made", {"We asked the department.", "Nous avons interrogé le service."}},
      {"ask_answered", {"The department answered.", "Le service a répondu."}},
      {"ask_returned",
       {"The question went to another department.",
        "La question a été confiée à un autre service."}},
      {"promise_made", {"A call was promised to you.", "Un appel vous a été promis."}},
      {"promise_kept", {"A promise was kept.", "Une promesse a été tenue."}},
      {"promise_broken", {"A promise was broken.", "Une promesse n'a pas été tenue."}},
      {"promise_mended",
       {"You were called, later than promised.", "On vous a appelé, plus tard que promis."}},
      {"promise_moved",
       {"Another time was agreed with you.", "Un autre moment a été convenu avec vous."}},
      {"promise_released",
       {"You said that it is no longer needed.", "Vous avez dit que ce n'est plus nécessaire."}},
      {"promise_unreached", {"We tried to reach you.", "Nous avons essayé de vous joindre."}},
      {"attempt_made", {"We tried to reach you.", "Nous avons essayé de vous joindre."}},
      {"apology_given", {"We apologised.", "Nous nous sommes excusés."}},
      {"outcome_recorded", {"The outcome was recorded.", "La réponse a été consignée."}},
      {"resident_told", {"You were told.", "La réponse vous a été donnée."}},
      {"follow_up_done",
       {"We asked whether you were answered.",
        "Nous avons vérifié que vous aviez eu votre réponse."}},
      {"case_closed", {"The case was closed.", "Le dossier a été fermé."}},
      {"case_reopened", {"The case was opened again.", "Le dossier a été rouvert."}},
      {"not_heard",
       {"You told us that you had not heard.", "Vous nous avez dit n'avoir rien reçu."}},
      {"joined_to",
       {"Your case was joined to another with the same subject.",
        "Votre dossier a été joint à un autre sur le même sujet."}},
      {"missing_title", {"This page is not here", "Cette page n'existe pas"}},
      {"missing_text",
       {"The address may be cut off, or its time is over. Call 311 for help.",
        "L'adresse est peut-être incomplète ou périmée. Appelez le 311."}},
      {"sorry_title", {"That did not work", "Cela n'a pas fonctionné"}},
      {"back", {"Back", "Retour"}},
      {"asked_of_you", {"A question from 311", "Une question du 311"}},
      {"promised_of_you", {"A promise to a resident", "Une promesse faite à une personne"}},
      {"due", {"Due", "Échéance"}},
      {"done_thanks", {"This is done. Thank you.", "C'est fait. Merci."}},
      {"your_answer",
       {"Your answer, or why it is not yours",
        "Votre réponse, ou pourquoi cela ne vous concerne pas"}},
      {"send_answer", {"Send the answer", "Envoyer la réponse"}},
      {"not_ours", {"Not ours", "Pas de notre ressort"}},
      {"need_until", {"I need until", "Il me faut jusqu'au"}},
      {"ask_time", {"Ask for more time", "Demander plus de temps"}},
      {"reached", {"I reached the resident", "J'ai joint la personne"}},
      {"no_answer",
       {"If nobody answers, call 311 so that the attempt is recorded.",
        "Si personne ne répond, appelez le 311 pour consigner l'essai."}},
  };
  return kWords;
}

constexpr std::array kDays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                           "Thursday", "Friday", "Saturday"};
constexpr std::array kJours{"dimanche", "lundi",    "mardi", "mercredi",
                            "jeudi",    "vendredi", "samedi"};
constexpr std::array kMonths{"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};
constexpr std::array kMois{"janvier", "février", "mars",      "avril",   "mai",      "juin",
                           "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};

}  // namespace

const char* word(const std::string& name, const std::string& language) {
  const auto found = catalogue().find(name);
  KEPT_CHECK(found != catalogue().end());
  return language == "fr" ? found->second.fr : found->second.en;
}

std::string spoken_time(base::Instant at, const base::TimeZone& zone, const std::string& language) {
  const base::LocalTime local = zone.to_local(at);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local.time_of_day).count();
  const auto weekday = std::chrono::weekday(std::chrono::sys_days(local.date)).c_encoding();
  const auto month = static_cast<unsigned>(local.date.month()) - 1;
  const auto day = static_cast<unsigned>(local.date.day());
  const auto hour = minutes / 60;
  const std::string minute = (minutes % 60 < 10 ? "0" : "") + std::to_string(minutes % 60);
  if (language == "fr") {
    return std::string("le ") + kJours[weekday] + " " + (day == 1 ? "1er" : std::to_string(day)) +
           " " + kMois[month] + ", " + std::to_string(hour) + " h" +
           (minutes % 60 == 0 ? "" : " " + minute);
  }
  return std::to_string(hour % 12 == 0 ? 12 : hour % 12) + ":" + minute +
         (hour < 12 ? " AM, " : " PM, ") + kDays[weekday] + ", " + kMonths[month] + " " +
         std::to_string(day);
}

}  // namespace kept::http
