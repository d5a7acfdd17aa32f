using System.Globalization;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Search;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>Which versions a request means: one of Elsa's names, or a number.</summary>
internal static class VersionOptions
{
    public static DefinitionQuery Apply(DefinitionQuery query, string? text, VersionSet otherwise) => text switch
    {
        null => query with { Versions = otherwise },
        "AllVersions" => query with { Versions = VersionSet.All },
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => query with { Number = number, Versions = VersionSet.All },
        _ => query with { Versions = ElsaValues.Choice<VersionSet>(text)!.Value },
    };
}
