using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Graph;

/// <summary>The converter of one output, with its settings.</summary>
internal sealed class ConverterBinding(string id, JsonObject settings, OutputConverter? converter, OutputDescriptor output)
{
    /// <summary>Null when the output has none.</summary>
    public static ConverterBinding? Read(JsonObject? output, OutputDescriptor descriptor, ActivityCatalog catalog) =>
        output?.Member("converter") is JsonObject json && json.TextMember("id") is { Length: > 0 } id
            ? new ConverterBinding(id, json.Member("settings") as JsonObject ?? [], catalog.FindConverter(id), descriptor)
            : null;

    /// <summary>What is wrong as far as it can be seen before a value is there; null when nothing is.</summary>
    public string? Problem
    {
        get
        {
            if (converter is null)
            {
                return $"goes through the converter '{id}', which this host does not have.";
            }

            var (source, given) = (TypeAlias.Parse(converter.SourceType), TypeAlias.Parse(output.TypeName));
            if (source.Kind != TypeAliasKind.Object && given.Kind != TypeAliasKind.Object && source.Kind != given.Kind)
            {
                return $"is a {output.TypeName}, and its converter '{id}' takes a {converter.SourceType}.";
            }

            return converter.Problems((JsonObject)settings.DeepClone()).FirstOrDefault() is { } problem ? $"has a converter '{id}' with wrong settings: {problem}" : null;
        }
    }

    public JsonNode? Convert(JsonNode? value)
    {
        if (Problem is { } problem)
        {
            throw Fault(problem);
        }

        if (!Fits(value, converter!.SourceType))
        {
            throw Fault($"is no {converter.SourceType}, which its converter '{id}' takes.");
        }

        var result = Run(value);
        return Fits(result, converter.ResultType) ? result : throw Fault($"comes out of its converter '{id}' as something else than the {converter.ResultType} that it promises.");
    }

    private JsonNode? Run(JsonNode? value)
    {
        try
        {
            return JsonValues.Own(converter!.Convert(value?.DeepClone(), (JsonObject)settings.DeepClone()));
        }
        catch (Exception e)
        {
            throw Fault($"cannot be converted by '{id}': {e.Message}");
        }
    }

    private WorkflowFaultException Fault(string problem) => new($"The output '{output.Name}' {problem}");

    private static bool Fits(JsonNode? value, string alias) => value is null || TypeAlias.Parse(alias).Kind switch
    {
        TypeAliasKind.Object => true,
        TypeAliasKind.Json => value is JsonObject or JsonArray,
        TypeAliasKind.List => value is JsonArray,
        TypeAliasKind.Boolean => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        TypeAliasKind.Int16 or TypeAliasKind.Int32 or TypeAliasKind.Int64 or TypeAliasKind.Single or TypeAliasKind.Double or TypeAliasKind.Decimal =>
            value.GetValueKind() == JsonValueKind.Number,
        _ => value.GetValueKind() == JsonValueKind.String,
    };
}
