using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Delivery.Workflows.Api.Http;
using Delivery.Workflows.Runtime.Definitions;
using Microsoft.AspNetCore.Http;

namespace Delivery.Workflows.Api.Definitions;

/// <summary>Definitions as files that any Elsa 3 server takes.</summary>
internal static partial class DefinitionExport
{
    private const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";
    private static readonly JsonSerializerOptions Indented = new(ElsaJson.Options) { WriteIndented = true, NewLine = "\n" };

    /// <summary>One as it is, several as an archive.</summary>
    public static async Task<IResult> AnswerAsync(
        IReadOnlyList<DefinitionVersion> versions, bool withConsumers, WorkflowDefinitions store, DefinitionModels models, CancellationToken cancellationToken)
    {
        var all = versions.ToList();
        foreach (var definitionId in withConsumers ? versions.Select(version => version.DefinitionId).Distinct() : [])
        {
            foreach (var consumer in await store.FindConsumersAsync(definitionId, cancellationToken))
            {
                all.Add((await store.FindAsync(consumer, VersionSelector.Published, cancellationToken))!);
            }
        }

        all = [.. all.DistinctBy(version => version.Id)];
        var documents = await models.OfAsync(all, mayEdit: false, cancellationToken);
        List<(string Name, byte[] Content)> files = [.. all.Zip(documents, (version, document) => (FileName(version), ToFile(document)))];
        return files switch
        {
            [] => throw new ElsaRefusal("Name the versions to be exported in 'ids'."),
            [var only] => TypedResults.File(only.Content, "application/octet-stream", only.Name),
            _ => TypedResults.File(Archive.Of(files), Archive.ContentType, "workflow-definitions.zip"),
        };
    }

    private static byte[] ToFile(JsonObject model)
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

    private static string FileName(DefinitionVersion version)
    {
        var name = NotPlain().Replace((version.Name ?? "").ToLowerInvariant(), "-").Trim('-');
        return $"workflow-definition-{(name.Length == 0 ? "" : name + "-")}{version.DefinitionId}-{version.Id}.json";
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotPlain();
}
