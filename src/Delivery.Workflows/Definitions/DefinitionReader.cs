using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Definitions;

/// <summary>Reads the typed parts of a definition document.</summary>
internal static class DefinitionReader
{
    public static IReadOnlyList<WorkflowArgument> Arguments(JsonObject document, string member) =>
        [.. document.ObjectsMember(member).Where(item => item.TextMember("name") is not null).Select(Argument)];

    /// <param name="owner">A definition or a container activity.</param>
    /// <param name="ownerId">Names unnamed variables.</param>
    public static IReadOnlyList<WorkflowVariable> Variables(JsonObject owner, string ownerId)
    {
        var variables = new List<WorkflowVariable>();
        foreach (var item in owner.ObjectsMember("variables"))
        {
            variables.Add(Variable(item, $"{ownerId}:variable-{variables.Count + 1}"));
        }

        return variables;
    }

    private static WorkflowArgument Argument(JsonObject item) => new(item.TextMember("name")!, TypeName(item, "type"))
    {
        DisplayName = item.TextMember("displayName"),
        Description = item.TextMember("description"),
        Category = item.TextMember("category"),
        UIHint = item.TextMember("uiHint"),
    };

    private static WorkflowVariable Variable(JsonObject item, string fallbackId)
    {
        var typeName = TypeName(item, "typeName");
        var id = item.TextMember("id");
        return new WorkflowVariable(string.IsNullOrEmpty(id) ? fallbackId : id, item.TextMember("name") ?? "", typeName)
        {
            Default = Default(item.Member("value"), TypeAlias.Parse(typeName)),
            IsPersistent = IsPersistent(item.TextMember("storageDriverTypeName")),
        };
    }

    private static string TypeName(JsonObject item, string member)
    {
        var name = item.TextMember(member) ?? "Object";
        return item.BoolMember("isArray") == true && !name.EndsWith("[]", StringComparison.Ordinal) ? name + "[]" : name;
    }

    private static JsonNode? Default(JsonNode? value, TypeAlias type)
    {
        if (value is null || (JsonValues.IsText(value) && string.IsNullOrWhiteSpace(value.GetValue<string>())))
        {
            return null;
        }

        try
        {
            return ValueConverter.Convert(value, type);
        }
        catch (JsonException)
        {
            // Unreadable JSON leaves no default, as in Elsa.
            return null;
        }
    }

    private static bool IsPersistent(string? driver) =>
        driver is not null
        && (driver.Contains("WorkflowInstanceStorageDriver", StringComparison.OrdinalIgnoreCase)
            || driver.Contains("WorkflowStorageDriver", StringComparison.OrdinalIgnoreCase));
}
