using System.Text.Json.Nodes;

namespace Delivery.Workflows.Activities;

/// <summary>How a workflow appears in the toolbox of others.</summary>
internal static class WorkflowActivityDescriptor
{
    private static readonly HashSet<string> BuiltInMembers = new(
        ["Id", "NodeId", "Name", "Type", "Version", "CustomProperties", "Metadata", "WorkflowDefinitionId", "WorkflowDefinitionVersionId", "Root"],
        StringComparer.OrdinalIgnoreCase);

    public static ActivityDescriptor Create(WorkflowDefinition definition, string typeName) => new()
    {
        TypeName = typeName,
        Version = definition.Version,
        DisplayName = definition.Name,
        Category = Text(definition, "activityCategory") ?? Describe.Workflows,
        Description = definition.Description,
        Inputs = [.. definition.Inputs.Select(Input)],
        Outputs = [.. definition.Outputs.Select(Output)],
        Ports = [.. definition.Outcomes.Select(Describe.Outcome)],
        CustomProperties = new JsonObject
        {
            ["RootType"] = "WorkflowDefinitionActivity",
            ["WorkflowDefinitionId"] = definition.DefinitionId,
            ["WorkflowDefinitionVersionId"] = definition.Id,
        },
        ConstructionProperties = new JsonObject
        {
            ["WorkflowDefinitionId"] = definition.DefinitionId,
            ["WorkflowDefinitionVersionId"] = definition.Id,
            ["Version"] = definition.Version,
        },
    };

    /// <summary>An argument that is called like a built-in member gets an underscore.</summary>
    public static string MemberName(string argument) => BuiltInMembers.Contains(argument) ? "_" + argument : argument;

    /// <summary>The name without spaces and punctuation, each word capitalized.</summary>
    public static string TypeName(WorkflowDefinition definition)
    {
        var words = new string([.. (definition.Name ?? definition.DefinitionId).Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ')]);
        return string.Concat(words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Expressions.ScriptNames.Pascal));
    }

    private static InputDescriptor Input(WorkflowArgument argument) => new()
    {
        Name = MemberName(argument.Name),
        TypeName = argument.TypeName,
        DisplayName = argument.DisplayName ?? argument.Name,
        Description = argument.Description,
        Category = argument.Category,
        UIHint = argument.UIHint ?? "singleline",
    };

    private static OutputDescriptor Output(WorkflowArgument argument) => new()
    {
        Name = MemberName(argument.Name),
        TypeName = argument.TypeName,
        DisplayName = argument.DisplayName ?? argument.Name,
        Description = argument.Description,
    };

    private static string? Text(WorkflowDefinition definition, string option) =>
        definition.WorkflowOptions[option] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;
}
