namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>Where versions come from.</summary>
internal static class DefinitionProviders
{
    /// <summary>A file under git.</summary>
    public const string File = "File";

    /// <summary>Somebody who saved it through the API.</summary>
    public const string Api = "Api";
}
