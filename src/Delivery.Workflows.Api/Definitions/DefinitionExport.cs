using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Definitions;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>Definitions as files that any Elsa 3 server takes.</summary>
internal static partial class DefinitionExport
{
    private const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";
    private static readonly JsonSerializerOptions Indented = new(ElsaJson.Options) { WriteIndented = true, NewLine = "\n" };

    public static byte[] ToFile(JsonObject model)
    {
        var file = new JsonObject { ["$schema"] = Schema };
        foreach (var (name, value) in model)
        {
            if (name != "links")
            {
                file[name] = value?.DeepClone();
            }
        }

        return Encoding.UTF8.GetBytes(file.ToJsonString(Indented) + "\n");
    }

    public static string FileName(DefinitionVersion version)
    {
        var name = NotPlain().Replace((version.Name ?? "").ToLowerInvariant(), "-").Trim('-');
        return $"workflow-definition-{(name.Length == 0 ? "" : name + "-")}{version.DefinitionId}-{version.Id}.json";
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotPlain();
}
