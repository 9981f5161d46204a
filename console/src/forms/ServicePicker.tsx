import { Checkbox, Fieldset } from '@trussworks/react-uswds';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../api/queries';
import { cityLanguage } from '../i18n';

/** Any number of the city's services. */
export function ServicePicker({
  legend,
  chosen,
  onChange,
}: {
  legend: string;
  chosen: number[];
  onChange: (services: number[]) => void;
}) {
  const { i18n } = useTranslation();
  const language = cityLanguage(i18n.language);
  const id = useId();
  const services = useCatalogue().data?.services ?? [];
  return (
    <Fieldset legend={legend} className="picker">
      <div className="picker__list" tabIndex={0} role="group" aria-label={legend}>
        {services.map((service) => (
          <Checkbox
            key={service.id}
            id={`${id}-${service.id}`}
            name={id}
            label={service.name[language]}
            checked={chosen.includes(service.id)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, service.id] : chosen.filter((one) => one !== service.id))
            }
          />
        ))}
      </div>
    </Fieldset>
  );
}
