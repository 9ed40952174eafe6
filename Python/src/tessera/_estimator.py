"""The conventions of scikit-learn's estimators without scikit-learn: parameters by name, copies, tags."""

import inspect


class Estimator:
    """Whose parameters are those of `__init__`, each kept under its name."""

    _estimator_type = None
    _is_transformer = False

    @classmethod
    def _parameter_names(cls):
        return [name for name in inspect.signature(cls.__init__).parameters if name != "self"]

    def get_params(self, deep=True):
        """The parameters by name. (None of them is an estimator: `deep` changes nothing.)"""
        return {name: getattr(self, name) for name in self._parameter_names()}

    def set_params(self, **params):
        """Sets parameters by name; the next fit has them."""
        names = self._parameter_names()
        for name, value in params.items():
            if name not in names:
                raise ValueError(
                    f"Invalid parameter {name!r} for estimator {type(self).__name__}; there are {', '.join(names)}."
                )
            setattr(self, name, value)
        return self

    def _become(self, fitted):
        """Takes what a fit found, in one step: whatever ends a fit before leaves the estimator as it was."""
        self.__dict__ = {name: value for name, value in self.__dict__.items() if name != "feature_names_in_"} | fitted

    def __repr__(self):
        defaults = inspect.signature(type(self).__init__).parameters
        own = (
            f"{name}={value!r}"
            for name, value in self.get_params().items()
            if value is not defaults[name].default and repr(value) != repr(defaults[name].default)
        )
        return f"{type(self).__name__}({', '.join(own)})"

    def __sklearn_tags__(self):
        from sklearn.utils import Tags, TargetTags, TransformerTags

        return Tags(
            estimator_type=self._estimator_type,
            target_tags=TargetTags(required=False),
            transformer_tags=TransformerTags(preserves_dtype=[]) if self._is_transformer else None,
        )
