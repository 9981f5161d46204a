#include "http/open311/words.h"

#include <algorithm>
#include <string_view>

namespace kept::http {
namespace {

struct Words {
  std::string_view reason;
  std::string_view en;
  std::string_view fr;
};

// {} stands for the argument.
constexpr Words kWords[] = {
    {"not_found", "There is nothing at this address.", "Il n'y a rien à cette adresse."},
    {"method", "This address does not take that method.",
     "Cette adresse n'accepte pas cette méthode."},
    {"key.missing", "api_key required", "api_key obligatoire"},
    {"key.unknown", "This api_key is not in force.", "Cette api_key n'est pas en vigueur."},
    {"key.too_many", "Too many requests with this api_key; try again in a moment.",
     "Trop de demandes avec cette api_key; réessayez dans un instant."},
    {"key.scope", "This api_key is not for sending requests.",
     "Cette api_key ne sert pas à envoyer des demandes."},
    {"argument.missing", "{} required", "{} obligatoire"},
    {"attribute.missing", "{} required", "{} obligatoire"},
    {"attribute.not_a_value", "{} must be one of the values of the service definition.",
     "{} doit être une des valeurs de la définition du service."},
    {"attribute.not_a_number", "{} must be a number.", "{} doit être un nombre."},
    {"attribute.not_a_time", "{} must be a time, as in 2026-11-24T14:00:00Z.",
     "{} doit être une date et une heure, comme 2026-11-24T14:00:00Z."},
    {"truth.unreadable", "{} must be 1 or true, or 0 or false.",
     "{} doit être 1 ou true, ou bien 0 ou false."},
    {"joins.unknown", "{}: there is no request with this service_request_id.",
     "{}: il n'y a pas de demande avec ce service_request_id."},
    {"joins.other_service", "{}: this request is for another service than service_code.",
     "{}: cette demande concerne un autre service que service_code."},
    {"joins.private", "{}: this request is private; send one of your own.",
     "{}: cette demande est privée; envoyez la vôtre."},
    {"joins.closed", "{}: this request is closed; send one of your own.",
     "{}: cette demande est fermée; envoyez la vôtre."},
    {"joins.photos", "{} takes no files; leave them out, or send a request of your own.",
     "{} ne prend pas de fichiers; retirez-les, ou envoyez votre propre demande."},
    {"joins.unreachable", "{} or phone required: who joins a request is told how it ends.",
     "{} ou phone obligatoire: qui se joint à une demande est informé de son résultat."},
    {"service.unknown", "There is no service with this service_code.",
     "Il n'y a pas de service avec ce service_code."},
    {"request.unknown", "There is no request with this service_request_id.",
     "Il n'y a pas de demande avec ce service_request_id."},
    {"request.place_missing",
     "This service needs a place: lat and long, or address_string, or address_id.",
     "Ce service demande un lieu: lat et long, ou address_string, ou address_id."},
    {"update.other_application",
     "This request did not come with your api_key; only the application that it came with adds to "
     "it.",
     "Cette demande n'est pas venue avec votre api_key; seule l'application dont elle vient peut y "
     "ajouter."},
    {"update.other_body", "This update_id was used for another update.",
     "Cet update_id a servi à une autre mise à jour."},
    {"update.status_unknown",
     "{} must be OPEN, CLOSED, FIXED, IN_PROGRESS, PLANNED, ACTION_SCHEDULED, INVESTIGATING, "
     "DUPLICATE, NOT_COUNCILS_RESPONSIBILITY, NO_FURTHER_ACTION, INTERNAL_REFERRAL, CANCELLED, "
     "REOPEN, FOR_TRIAGE or UNCHANGED.",
     "{} doit être OPEN, CLOSED, FIXED, IN_PROGRESS, PLANNED, ACTION_SCHEDULED, INVESTIGATING, "
     "DUPLICATE, NOT_COUNCILS_RESPONSIBILITY, NO_FURTHER_ACTION, INTERNAL_REFERRAL, CANCELLED, "
     "REOPEN, FOR_TRIAGE ou UNCHANGED."},
    {"window.half", "{} required: start_date and end_date come together.",
     "{} obligatoire: start_date et end_date vont ensemble."},
    {"callback.bad_name", "{} must be the name of a function.",
     "{} doit être le nom d'une fonction."},
    {"token.unknown", "There is no such token.", "Ce jeton n'existe pas."},
    {"point.incomplete", "{} required: lat and long come together.",
     "{} obligatoire: lat et long vont ensemble."},
    {"point.unreadable", "{} must be a number of degrees, as in 43.6532.",
     "{} doit être un nombre de degrés, comme 43.6532."},
    {"point.outside", "lat and long: this point lies outside of the city.",
     "lat et long: ce point se trouve hors de la ville."},
    {"text.too_long", "{} is too long.", "{} est trop long."},
    {"text.not_utf8", "{} must be text in UTF-8, without control characters.",
     "{} doit être un texte en UTF-8, sans caractères de commande."},
    {"time.unreadable", "{} must be a time, as in 2026-11-24T14:00:00Z.",
     "{} doit être une date et une heure, comme 2026-11-24T14:00:00Z."},
    {"time.backwards", "{} must not come before the start.", "{} ne doit pas précéder le début."},
    {"time.too_wide", "{}: at most 90 days can be asked for at once.",
     "{}: on peut demander au plus 90 jours à la fois."},
    {"number.unreadable", "{} must be a whole number within its limits.",
     "{} doit être un nombre entier dans ses limites."},
    {"area.unreadable", "{} must be WEST,SOUTH,EAST,NORTH in degrees.",
     "{} doit être OUEST,SUD,EST,NORD en degrés."},
    {"status.unknown", "status is open or closed.", "status est open ou closed."},
    {"body.unreadable", "The body is not what its Content-Type says.",
     "Le corps n'est pas ce que dit son Content-Type."},
    {"body.wrong_type",
     "Send the body as application/x-www-form-urlencoded or multipart/form-data.",
     "Envoyez le corps en application/x-www-form-urlencoded ou multipart/form-data."},
    {"photo.not_a_picture", "{} is no picture that can be read: JPEG, PNG, WebP, GIF or HEIF.",
     "{} n'est pas une image lisible: JPEG, PNG, WebP, GIF ou HEIF."},
    {"photo.too_large", "{} has more than 60 million points.",
     "{} a plus de 60 millions de points."},
    {"photo.too_heavy", "{} is larger than 10 megabytes.", "{} dépasse 10 mégaoctets."},
    {"photo.too_many", "{}: at most 10 pictures come with one request.",
     "{}: au plus 10 images accompagnent une demande."},
    {"idempotency.bad_key", "An Idempotency-Key has 1 to 200 characters.",
     "Une Idempotency-Key a de 1 à 200 caractères."},
    {"idempotency.other_body", "This Idempotency-Key was used for another request.",
     "Cette Idempotency-Key a servi à une autre demande."},
    {"idempotency.redacted", "The first answer is gone with the data of whoever it was for.",
     "La première réponse a disparu avec les données de la personne concernée."},
    {"too_large", "That is more than this server takes in one request.",
     "C'est plus que ce que ce serveur accepte en une demande."},
    {"headers_too_large", "The headers of the request are too large.",
     "Les en-têtes de la demande sont trop longs."},
    {"bad_request", "That is not a request that this server understands.",
     "Ce n'est pas une demande que ce serveur comprend."},
    {"bad_target", "The address of the request is not valid.",
     "L'adresse de la demande n'est pas valable."},
    {"busy", "The server is busy; try again in a moment.",
     "Le serveur est occupé; réessayez dans un instant."},
    {"internal", "Something went wrong here; it has been noted.",
     "Quelque chose n'a pas fonctionné ici; c'est noté."},
};

}  // namespace

std::string argument_of(const std::string& pointer) {
  return pointer.substr(pointer.rfind('/') + 1);
}

std::string told_error(const base::Error& error, const std::string& language) {
  const auto* const found = std::find_if(std::begin(kWords), std::end(kWords),
                                         [&](const Words& w) { return w.reason == error.reason; });
  if (found == std::end(kWords)) return error.message;
  std::string text(language == "fr" ? found->fr : found->en);
  if (const std::size_t place = text.find("{}"); place != std::string::npos) {
    text.replace(place, 2, argument_of(error.pointer));
  }
  return text;
}

}  // namespace kept::http
