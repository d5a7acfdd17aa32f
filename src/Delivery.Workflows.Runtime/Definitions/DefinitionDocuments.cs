using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>What is done to definitions as documents.</summary>
internal static class DefinitionDocuments
{
    private static readonly string[] RowMembers = ["$schema", "id", "version", "createdAt", "isLatest", "isPublished"];

    /// <summary>The same definition as another version. The document says so afterwards, also when it said nothing before.</summary>
    public static WorkflowDefinition WithIdentity(WorkflowDefinition definition, string id, int version)
    {
        if (definition.Id == id && definition.Version == version && definition.Document.ContainsKey("id") && definition.Document.ContainsKey("version"))
        {
            return definition;
        }

        var document = definition.Document.DeepClone().AsObject();
        document["id"] = id;
        document["version"] = version;
        return WorkflowDefinition.Parse(document.ToJsonString());
    }

    /// <summary>True when the two differ in nothing but which version they are.</summary>
    public static bool SayTheSame(WorkflowDefinition left, WorkflowDefinition right) =>
        left.DefinitionId == right.DefinitionId && JsonNode.DeepEquals(WithoutRow(left), WithoutRow(right));

    /// <summary>Of a file's text; line ends do not count, because git may change them.</summary>
    public static string HashOf(string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))));

    public static ActivationStrategy ActivationOf(WorkflowDefinition definition)
    {
        // A type name in Elsa's form: only the class counts.
        var type = definition.WorkflowOptions["activationStrategyType"]?.GetValue<string>() ?? string.Empty;
        var name = type.Split(',')[0].Split('.')[^1];
        return name switch
        {
            "CorrelatedSingletonStrategy" or "CorrelatedSingleton" => ActivationStrategy.CorrelatedSingleton,
            "CorrelationStrategy" or "Correlation" => ActivationStrategy.Correlation,
            "SingletonStrategy" or "Singleton" => ActivationStrategy.Singleton,
            _ => ActivationStrategy.Always,
        };
    }

    /// <summary>True when workflows that use it follow its published version, whichever one they name.</summary>
    public static bool LeadsConsumers(WorkflowDefinition definition) =>
        definition.WorkflowOptions["autoUpdateConsumingWorkflows"] is JsonValue value && value.TryGetValue(out bool leads) && leads;

    private static JsonObject WithoutRow(WorkflowDefinition definition)
    {
        var document = definition.Document.DeepClone().AsObject();
        foreach (var member in RowMembers)
        {
            document.Remove(member);
        }

        DefinitionBookkeeping.Remove(document);
        return document;
    }
}
