#include "http/portal/words.h"

#include <map>

#include "base/check.h"

namespace kept::http {
namespace {

struct Both {
  const char* en;
  const char* fr;
};

// Texts with {{…}} are templates (see filled()); they are HTML, the others plain text.
const std::map<std::string, Both> kPageWords{
    {"other_language", {"Français", "English"}},
    {"languages", {"Language", "Langue"}},
    {"skip", {"Skip to the main content", "Aller au contenu principal"}},
    {"help",
     {"<p><strong>Questions? Call 311</strong> and give your case number.</p>"
      "{{#city}}<p class=\"quiet\">Times are those of {{city}}.</p>{{/city}}",
      "<p><strong>Des questions? Composez le 311</strong> et donnez votre numéro de dossier.</p>"
      "{{#city}}<p class=\"quiet\">Heure locale&nbsp;: {{city}}.</p>{{/city}}"}},
    {"your_case", {"Your case", "Votre dossier"}},
    {"as_of",
     {"This is how it stands at {{now}}. Load the page again for what is new.",
      "Voici où en est votre dossier, {{now}}. Actualisez la page pour voir la suite."}},
    {"what_you_asked", {"What you asked", "Votre demande"}},
    {"what_happened", {"What has happened", "Ce qui s'est passé"}},
    {"the_promise", {"What was promised to you", "Ce qui vous a été promis"}},
    {"the_outcome", {"The outcome", "La réponse"}},
    {"tag_open", {"Open", "Ouvert"}},
    {"tag_resolved", {"Answered", "Répondu"}},
    {"tag_closed", {"Closed", "Fermé"}},
    {"state_open", {"We are working on it.", "Nous y travaillons."}},
    {"state_resolved",
     {"There is an outcome, and we will check that it reached you.",
      "Il y a une réponse, et nous vérifierons que vous l'avez reçue."}},
    {"state_closed", {"This case is closed.", "Ce dossier est fermé."}},
    {"who",
     {"{{name}}{{#department}} of {{department}}{{/department}}"
      "{{#cover}}, in place of {{cover}},{{/cover}}",
      "{{name}}{{#department}} ({{department}}){{/department}}"
      "{{#cover}}, à la place de {{cover}},{{/cover}}"}},
    {"will_call_back",
     {"{{{who}}} will call you by <strong>{{due}}</strong>{{#number}} at {{number}}{{/number}}.",
      "{{{who}}} vous appellera au plus tard <strong>{{due}}</strong>{{#number}} au "
      "{{number}}{{/number}}."}},
    {"will_answer_in_writing",
     {"{{{who}}} will write to you by <strong>{{due}}</strong>.",
      "{{{who}}} vous écrira au plus tard <strong>{{due}}</strong>."}},
    {"will_visit",
     {"{{{who}}} will come to you by <strong>{{due}}</strong>.",
      "{{{who}}} passera vous voir au plus tard <strong>{{due}}</strong>."}},
    {"will_fix",
     {"{{{who}}} will have it fixed by <strong>{{due}}</strong>.",
      "{{{who}}} aura réglé le problème au plus tard <strong>{{due}}</strong>."}},
    {"will_check",
     {"{{{who}}} will call you by <strong>{{due}}</strong> to check that you were answered.",
      "{{{who}}} vous appellera au plus tard <strong>{{due}}</strong> pour vérifier que vous "
      "avez eu votre réponse."}},
    {"will_write",
     {"We will write to you{{#due}} at <strong>{{due}}</strong>{{/due}} to check that you were "
      "answered.",
      "Nous vous écrirons{{#due}} <strong>{{due}}</strong>{{/due}} pour vérifier que vous avez "
      "eu votre réponse."}},
    {"wrote",
     {"We wrote to you to ask whether you were answered. If you were not, call 311. If we hear "
      "nothing, the case is closed at <strong>{{due}}</strong>.",
      "Nous vous avons écrit pour savoir si vous avez eu votre réponse. Sinon, composez le 311. "
      "Sans nouvelles de vous, le dossier sera fermé <strong>{{due}}</strong>."}},
    {"was_late",
     {"{{{who}}} was to be in touch by <strong>{{due}}</strong>, and was not. We did not keep "
      "our promise, and we are sorry. Somebody will call you to apologise.",
      "{{{who}}} devait communiquer avec vous au plus tard <strong>{{due}}</strong> et ne l'a "
      "pas fait. Nous n'avons pas tenu notre promesse et nous vous présentons nos excuses. "
      "Quelqu'un vous appellera."}},
    {"was_mended",
     {"{{{who}}} was in touch with you, but later than the {{due}} that was promised. We are "
      "sorry.",
      "{{{who}}} a communiqué avec vous, mais plus tard que promis ({{due}}). Nous vous "
      "présentons nos excuses."}},
    {"kept_call",
     {"{{{who}}} called you, as promised: {{at}}.",
      "{{{who}}} vous a appelé, comme promis : {{at}}."}},
    {"kept_resident_call",
     {"{{{who}}} spoke with you when you called: {{at}}.",
      "{{{who}}} vous a parlé quand vous avez appelé : {{at}}."}},
    {"kept_message",
     {"{{{who}}} wrote to you, as promised: {{at}}.",
      "{{{who}}} vous a écrit, comme promis : {{at}}."}},
    {"kept_field_work",
     {"{{{who}}} did what was promised: {{at}}.",
      "{{{who}}} a fait ce qui était promis : {{at}}."}},
    {"kept_staff_word",
     {"{{{who}}} reports having reached you, as promised: {{at}}.",
      "{{{who}}} dit vous avoir joint, comme promis : {{at}}."}},
    {"was_unreached",
     {"{{{who}}} tried to reach you in time and could not. We will try again.",
      "{{{who}}} a essayé de vous joindre à temps, sans succès. Nous essaierons encore."}},
    {"was_disputed",
     {"You told us that nobody called. We are finding out what happened.",
      "Vous nous avez dit que personne n'a appelé. Nous cherchons ce qui s'est passé."}},
    {"was_released",
     {"You told us that this is no longer needed.",
      "Vous nous avez dit que ce n'est plus nécessaire."}},
    {"if_not", {"If that does not happen", "Si cela n'arrive pas"}},
    {"or_311",
     {"Or call <a class=\"phone\" href=\"tel:311\">311</a> and say case number "
      "<strong>{{number}}</strong>.",
      "Ou composez le <a class=\"phone\" href=\"tel:311\">311</a> et donnez le numéro de "
      "dossier <strong>{{number}}</strong>."}},
    {"yours_alone",
     {"Whoever has the address of this page can read it. Share it only with people you trust.",
      "Quiconque a l'adresse de cette page peut la lire. Ne la donnez qu'à des personnes de "
      "confiance."}},
    {"case_opened", {"You contacted 311.", "Vous avez communiqué avec le 311."}},
    {"update_received",
     {"News came from the application that the request was sent with.",
      "Des nouvelles sont venues de l'application qui a envoyé la demande."}},
    {"ask_made", {"We asked the department.", "Nous avons interrogé le service."}},
    {"ask_answered", {"The department answered.", "Le service a répondu."}},
    {"ask_returned",
     {"The question went to another department.", "La question a été confiée à un autre service."}},
    {"promise_made",
     {"{{{who}}} promised to be in touch by {{due}}.",
      "{{{who}}} a promis de communiquer avec vous au plus tard {{due}}."}},
    {"went_along",
     {"What was promised stands with the other case.",
      "Ce qui a été promis suit l'autre dossier."}},
    {"promise_broken",
     {"{{{who}}} was not in touch by {{due}}: the promise was broken.",
      "{{{who}}} n'a pas communiqué avec vous avant {{due}} : la promesse n'a pas été tenue."}},
    {"promise_mended",
     {"{{{who}}} was in touch, later than promised.",
      "{{{who}}} a communiqué avec vous, plus tard que promis."}},
    {"promise_moved",
     {"Another time was agreed with you.", "Un autre moment a été convenu avec vous."}},
    {"promise_released",
     {"You said that it is no longer needed.", "Vous avez dit que ce n'est plus nécessaire."}},
    {"promise_unreached", {"We tried to reach you.", "Nous avons essayé de vous joindre."}},
    {"attempt_made", {"We tried to reach you.", "Nous avons essayé de vous joindre."}},
    {"apology_given", {"We apologised.", "Nous vous avons présenté nos excuses."}},
    {"answered", {"Answered", "Répondu"}},
    {"completed", {"Done", "Fait"}},
    {"duplicate", {"Joined to another case", "Joint à un autre dossier"}},
    {"information_not_held",
     {"The city does not have this information", "La Ville ne détient pas cette information"}},
    {"not_a_city_matter", {"Not a matter of the city", "Ne relève pas de la Ville"}},
    {"declined_by_resident", {"You let it rest", "Vous n'avez pas donné suite"}},
    {"could_not_locate", {"We could not find the place", "Nous n'avons pas trouvé l'endroit"}},
    {"could_not_reach_resident",
     {"We could not reach you", "Nous n'avons pas réussi à vous joindre"}},
    {"no_action_warranted", {"Nothing needs to be done", "Aucune intervention n'est nécessaire"}},
    {"passed_on", {"Passed on", "Transmis"}},
    {"entered_in_error", {"Entered in error", "Saisi par erreur"}},
    {"resident_declined_to_give_more",
     {"you preferred not to give more", "vous avez préféré ne pas en dire plus"}},
    {"referred_elsewhere", {"you were told whom to turn to", "vous savez à qui vous adresser"}},
    {"outcome_recorded", {"The outcome was recorded.", "La réponse a été consignée."}},
    {"resident_told", {"You were told.", "La réponse vous a été donnée."}},
    {"follow_up_message_sent",
     {"We wrote to you and asked whether you were answered.",
      "Nous vous avons écrit pour savoir si vous avez eu votre réponse."}},
    {"follow_up_done",
     {"{{name}} asked whether you were answered: {{#heard}}you were{{/heard}}"
      "{{^heard}}you were not{{/heard}}.",
      "{{name}} vous a demandé si vous aviez eu votre réponse : {{#heard}}oui{{/heard}}"
      "{{^heard}}non{{/heard}}."}},
    {"follow_up_silent",
     {"We heard nothing to the contrary: you were answered.",
      "Sans nouvelles de votre part, nous tenons la réponse pour reçue."}},
    {"case_closed", {"The case was closed.", "Le dossier a été fermé."}},
    {"case_reopened", {"The case was opened again.", "Le dossier a été rouvert."}},
    {"joined_to",
     {"Your case was joined to another with the same subject.",
      "Votre dossier a été joint à un autre sur le même sujet."}},
    {"missing_title", {"This page is not here", "Cette page n'existe pas"}},
    {"missing_text",
     {"The address may be cut off, or its time is over. Call 311 for help.",
      "L'adresse est peut-être incomplète ou périmée. Composez le 311 pour obtenir de l'aide."}},
    {"sorry_title", {"That did not work", "Cela n'a pas fonctionné"}},
    {"sorry_text",
     {"Nothing was saved. Check what you wrote, or call 311.",
      "Rien n'a été enregistré. Vérifiez ce que vous avez écrit, ou composez le 311."}},
    {"back", {"Back", "Retour"}},
    {"asked_of_you", {"A question from 311", "Une question du 311"}},
    {"promised_of_you", {"A promise to a resident", "Une promesse faite à une personne"}},
    {"case_number", {"311 case {{number}}", "Dossier du 311 numéro {{number}}"}},
    {"answer_by",
     {"Answer by <strong>{{due}}</strong>", "À répondre au plus tard <strong>{{due}}</strong>"}},
    {"keep_by",
     {"To be kept by <strong>{{due}}</strong>", "À tenir au plus tard <strong>{{due}}</strong>"}},
    {"what_they_asked", {"What the resident asked", "La demande de la personne"}},
    {"whom", {"Whom to call", "Qui appeler"}},
    {"whom_to_write", {"Whom to write to", "À qui écrire"}},
    {"ask_is_answered",
     {"Your answer is with 311. Thank you.", "Votre réponse est au 311. Merci."}},
    {"ask_is_returned",
     {"Noted that it is not yours: it goes to somebody else. Thank you.",
      "C'est noté : cela ne relève pas de vous et va à quelqu'un d'autre. Merci."}},
    {"ask_is_settled",
     {"This is settled: no answer is needed any more. Thank you.",
      "C'est réglé : votre réponse n'est plus nécessaire. Merci."}},
    {"new_time",
     {"The new time is noted, and whoever asked you is told.",
      "La nouvelle heure est notée, et la personne qui vous a interrogé en est informée."}},
    {"promise_is_kept",
     {"Noted that you reached the resident. Thank you.",
      "C'est noté : vous avez joint la personne. Merci."}},
    {"nobody_reached",
     {"Noted that nobody answered: it will be tried again. Thank you.",
      "C'est noté : personne n'a répondu. On essaiera de nouveau. Merci."}},
    {"promise_is_declined",
     {"Noted that it is not yours: somebody else calls the resident now. Thank you.",
      "C'est noté : cela ne relève pas de vous. Quelqu'un d'autre appelle la personne. Merci."}},
    {"promise_is_settled",
     {"This is settled: you need not call any more. Thank you.",
      "C'est réglé : vous n'avez plus à appeler. Merci."}},
    {"your_answer",
     {"Your answer, or why it is not yours",
      "Votre réponse, ou pourquoi cela ne relève pas de vous"}},
    {"send_answer", {"Send the answer", "Envoyer la réponse"}},
    {"not_ours", {"Not ours", "Ne relève pas de nous"}},
    {"need_until", {"I need until", "Il me faut jusqu'au"}},
    {"ask_time", {"Ask for more time", "Demander plus de temps"}},
    {"cannot_keep", {"If you cannot keep it", "Si vous ne pouvez pas la tenir"}},
    {"why_not_ours", {"Why it is not yours", "Pourquoi cela ne relève pas de vous"}},
    {"time_wanted",
     {"You asked for more time, until <strong>{{until}}</strong>. 311 asks the resident; unless "
      "they agree, you are expected to call by the time above.",
      "Vous avez demandé plus de temps, jusqu'à <strong>{{until}}</strong>. Le 311 le propose à "
      "la personne; à moins qu'elle n'accepte, vous devez l'appeler avant l'heure indiquée."}},
    {"reached", {"I reached the resident", "J'ai joint la personne"}},
    {"no_answer", {"Nobody answered", "Personne n'a répondu"}},
};

}  // namespace

const char* word(const std::string& name, const std::string& language) {
  const auto found = kPageWords.find(name);
  KEPT_CHECK(found != kPageWords.end());
  return language == "fr" ? found->second.fr : found->second.en;
}

}  // namespace kept::http
