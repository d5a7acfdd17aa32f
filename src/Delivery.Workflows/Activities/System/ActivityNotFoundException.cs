namespace Delivery.Workflows;

/// <summary>An activity of a type that the engine does not have was to run.</summary>
public sealed class ActivityNotFoundException : Exception
{
    /// <summary>Creates it.</summary>
    public ActivityNotFoundException(string typeName, int? version)
        : base($"The activity type '{typeName}'{(version is null ? "" : $" version {version}")} is not known here. Install it, or replace the activity.")
    {
    }
}
