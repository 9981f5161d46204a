#include "desk/letter_words.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/check.h"

namespace kept::desk {
namespace {

struct Text {
  const char* name;
  const char* en;
  const char* fr;
};

constexpr Text kTexts[] = {
    {"follow_up_subject", "311 case {number}: did you get a response?",
     "Dossier 311 {number} : avez-vous eu une réponse?"},
    {"follow_up_body",
     "Hello,\n\n"
     "Your 311 case {number} has an outcome, and our records say that you were told. "
     "Did you get a response?\n\n"
     "If you did, you need not do anything. When we hear nothing for {days} working days, "
     "the case is closed.\n\n"
     "If you did not, or if something is missing, call 311 and give your case number, {number}. "
     "Somebody will take it up again.\n\n"
     "Your case: {link}\n",
     "Bonjour,\n\n"
     "Votre dossier 311 {number} a reçu une réponse et, d'après nos notes, elle vous a été "
     "transmise. Avez-vous eu une réponse?\n\n"
     "Si oui, vous n'avez rien à faire. Sans nouvelles de vous pendant {days} jours ouvrables, "
     "le dossier sera fermé.\n\n"
     "Si non, ou s'il manque quelque chose, appelez le 311 et donnez votre numéro de dossier, "
     "{number}. Quelqu'un s'en occupera de nouveau.\n\n"
     "Votre dossier : {link}\n"},
    {"outcome_subject", "311 case {number}: the outcome", "Dossier 311 {number} : la réponse"},
    {"outcome_body",
     "Hello,\n\n"
     "Your 311 case {number} has an outcome: {resolution}.\n\n"
     "{text}\n\n"
     "If this does not answer you, call 311 and give your case number, {number}.\n\n"
     "Your case: {link}\n",
     "Bonjour,\n\n"
     "Votre dossier 311 {number} a reçu une réponse : {resolution}.\n\n"
     "{text}\n\n"
     "Si cela ne répond pas à votre demande, appelez le 311 et donnez votre numéro de dossier, "
     "{number}.\n\n"
     "Votre dossier : {link}\n"},
    {"follower_body",
     "Hello,\n\n"
     "311 case {number}, which you follow, has an outcome: {resolution}.\n\n"
     "To know more, call 311 and give the case number, {number}.\n",
     "Bonjour,\n\n"
     "Le dossier 311 {number}, que vous suivez, a reçu une réponse : {resolution}.\n\n"
     "Pour en savoir plus, appelez le 311 et donnez le numéro de dossier, {number}.\n"},
    {"ask_subject", "311 asks you: case {number}, by {due}",
     "Question du 311 : dossier {number}, {due}"},
    {"ask_body",
     "Hello {name},\n\n"
     "{asker} at 311 asks you on case {number}:\n\n"
     "{text}\n\n"
     "A resident waits for this. Please answer by {due}; the link works without signing in, "
     "for this question only:\n{link}\n\n"
     "There you can also say that it is not yours, or until when you need.\n",
     "Bonjour {name},\n\n"
     "{asker}, du 311, vous demande au sujet du dossier {number} :\n\n"
     "{text}\n\n"
     "Une personne attend cette réponse. Veuillez répondre au plus tard {due}; le lien "
     "fonctionne sans connexion, pour cette question seulement :\n{link}\n\n"
     "Vous pouvez aussi y dire que cela ne vous concerne pas, ou combien de temps il vous "
     "faut.\n"},
    {"promise_subject", "A promise of yours: 311 case {number}, by {due}",
     "Une promesse de votre part : dossier 311 {number}, {due}"},
    {"promise_body",
     "Hello {name},\n\n"
     "On 311 case {number} a resident was told that you will be in touch by {due}. "
     "These were the words:\n\n"
     "{text}\n\n"
     "When you have reached the resident, say so here; the link works without signing in, for "
     "this promise only:\n{link}\n\n"
     "There you can also say that it takes longer, or that it is not yours.\n",
     "Bonjour {name},\n\n"
     "Au dossier 311 {number}, on a dit à une personne que vous la joindrez au plus tard {due}. "
     "Voici ce qui lui a été dit :\n\n"
     "{text}\n\n"
     "Quand vous l'aurez jointe, dites-le ici; le lien fonctionne sans connexion, pour cette "
     "promesse seulement :\n{link}\n\n"
     "Vous pouvez aussi y dire qu'il vous faut plus de temps, ou que cela ne relève pas de "
     "vous.\n"},
    {"promise_broken_subject", "Broken promise: 311 case {number}",
     "Promesse non tenue : dossier 311 {number}"},
    {"promise_broken_body",
     "Hello {name},\n\n"
     "On 311 case {number} a resident was promised that {owner} would be in touch by {due}. "
     "That time has passed. An apology is owed; please see to the case:\n{link}\n",
     "Bonjour {name},\n\n"
     "Au dossier 311 {number}, on a promis à une personne que {owner} la joindrait au plus tard "
     "{due}. Ce moment est passé. Des excuses sont dues; veuillez voir au dossier :\n{link}\n"},
    {"signature", "\n{city}, 311\n", "\n{city}, 311\n"},
    {"answered", "answered", "répondu"},
    {"completed", "the work is done", "le travail est fait"},
    {"duplicate", "it was joined to an earlier case", "il a été joint à un dossier antérieur"},
    {"information_not_held", "the city does not hold this information",
     "la Ville ne détient pas cette information"},
    {"not_a_city_matter", "this is not a matter of the city", "cela ne relève pas de la Ville"},
    {"declined_by_resident", "it is no longer wanted", "la demande n'est plus souhaitée"},
    {"could_not_locate", "the place could not be found", "le lieu n'a pas été trouvé"},
    {"could_not_reach_resident", "the resident could not be reached",
     "la personne n'a pas pu être jointe"},
    {"no_action_warranted", "nothing needs to be done", "aucune intervention n'est nécessaire"},
    {"passed_on", "it was passed on", "le message a été transmis"},
    {"entered_in_error", "it was entered in error", "il a été créé par erreur"},
    // Said on the telephone.
    {"call_busy", "All operators are speaking with others.", "Toutes nos lignes sont occupées."},
    {"call_nobody", "Nobody who could answer you is on duty just now.",
     "Personne n'est en poste en ce moment pour vous répondre."},
    {"call_next", "You are next in line.", "Vous êtes au premier rang."},
    {"call_place", "You are number {place} in line.", "Vous êtes au rang {place}."},
    {"call_wait_minute", "The wait is about one minute.", "L'attente est d'environ une minute."},
    {"call_wait", "The wait is about {minutes} minutes.",
     "L'attente est d'environ {minutes} minutes."},
    {"call_wait_unknown", "Please hold.", "Veuillez patienter."},
    {"call_keep_place", "To keep your place and be called back, press {digit}.",
     "Pour garder votre place et être rappelé, faites le {digit}."},
    {"call_unheard",
     "We have lost the person you were speaking with. Please stay on the line: you are the next to "
     "be answered.",
     "La communication avec la personne qui vous parlait est coupée. Restez en ligne : vous êtes "
     "au premier rang."},
    {"call_back_offer", "To be called back when we are open, press {digit}.",
     "Pour être rappelé pendant les heures d'ouverture, faites le {digit}."},
    {"call_back_told", "We will call you back by {time}. You can hang up now. Goodbye.",
     "Nous vous rappellerons au plus tard à {time}. Vous pouvez raccrocher. Au revoir."},
    {"call_back_withheld",
     "We cannot see your number, so we cannot call you back. Please stay on the line.",
     "Votre numéro est masqué : nous ne pouvons pas vous rappeler. Restez en ligne."},
    {"call_back_not_now",
     "We cannot promise a time to call you back just now. Please stay on the line.",
     "Nous ne pouvons pas promettre une heure de rappel pour l'instant. Restez en ligne."},
    {"call_back_summary", "Kept a place in line and waits to be called back",
     "A gardé sa place et attend d'être rappelé"},
    {"call_back_words", "We will call you back by {time}.",
     "Nous vous rappellerons au plus tard à {time}."},
};

}  // namespace

std::string letter_text(const std::string& name, const std::string& language,
                        const std::map<std::string, std::string>& gaps) {
  const auto* const found = std::find_if(std::begin(kTexts), std::end(kTexts),
                                         [&](const Text& text) { return text.name == name; });
  KEPT_CHECK(found != std::end(kTexts));
  const char* text = language == "fr" ? found->fr : found->en;
  fmt::dynamic_format_arg_store<fmt::format_context> filled;
  for (const auto& [gap, value] : gaps) filled.push_back(fmt::arg(gap.c_str(), value));
  return fmt::vformat(text, filled);
}

}  // namespace kept::desk
