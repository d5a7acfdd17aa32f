using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Delivery.Workflows.Api.Scripting;

/// <summary>Declares, in TypeScript, what a script of a definition can call. Values are JSON: there are no .NET types in scripts here.</summary>
internal static partial class ScriptTypes
{
    private const string Functions = """
        declare function getWorkflowDefinitionId(): string;
        declare function getWorkflowDefinitionVersionId(): string;
        declare function getWorkflowDefinitionVersion(): number;
        declare function getWorkflowInstanceId(): string;
        declare function getCorrelationId(): string;
        declare function setCorrelationId(value: string): void;
        declare function getWorkflowInstanceName(): string;
        declare function setWorkflowInstanceName(value: string): void;
        declare function setVariable(name: string, value: any): void;
        declare function getVariable(name: string): any;
        declare function getInput(name: string): any;
        declare function getOutputFrom(activityId: string, outputName?: string): any;
        declare function getLastResult(): any;
        declare function isNullOrWhiteSpace(value: string): boolean;
        declare function isNullOrEmpty(value: string): boolean;
        declare function parseGuid(value: string): string;
        declare function newGuid(): string;
        declare function newGuidString(): string;
        declare function newShortGuid(): string;
        declare function toJson(value: any): string;
        declare function stringToBase64(value: string): string;
        declare function stringFromBase64(value: string): string;

        """;

    public static string Of(WorkflowDefinition definition, ActivityCatalog catalog, string? activityType, string? property)
    {
        var text = new StringBuilder(Functions);
        foreach (var variable in definition.Variables.Where(variable => Name().IsMatch(variable.Name)))
        {
            var (name, type) = (Pascal(variable.Name), TypeOf(variable.TypeName));
            text.Append($"declare function get{name}(): {type};\ndeclare function set{name}(value: {type}): void;\n");
        }

        foreach (var input in definition.Inputs.Where(input => Name().IsMatch(input.Name)))
        {
            text.Append($"declare function get{input.Name}(): {TypeOf(input.TypeName)};\n");
        }

        foreach (var accessor in OutputAccessors(definition.Root, catalog).Distinct())
        {
            text.Append($"declare function {accessor}(): any;\n");
        }

        var variables = definition.Variables.Where(variable => Name().IsMatch(variable.Name))
            .Select(variable => $"  {variable.Name}: {TypeOf(variable.TypeName)};\n");
        text.Append($"declare interface WorkflowVariables {{\n{string.Concat(variables)}}}\ndeclare var variables: WorkflowVariables;\n");
        return activityType == "Elsa.RunJavaScript" && property == "Script"
            ? text.Append("declare function setOutcome(name: string): void;\ndeclare function setOutcomes(names: string[]): void;\n").ToString()
            : text.ToString();
    }

    private static IEnumerable<string> OutputAccessors(JsonNode? node, ActivityCatalog catalog)
    {
        switch (node)
        {
            case JsonObject json:
                var own = Text(json, "type") is { } type && Text(json, "name") is { } name && Name().IsMatch(name)
                    ? catalog.Find(type)?.Descriptor.Outputs.Select(output => $"get{output.Name}From{name}") ?? []
                    : [];
                return own.Concat(json.SelectMany(member => OutputAccessors(member.Value, catalog)));
            case JsonArray items:
                return items.SelectMany(item => OutputAccessors(item, catalog));
            default:
                return [];
        }
    }

    private static string? Text(JsonObject json, string member) =>
        json[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string TypeOf(string alias) => alias.EndsWith("[]", StringComparison.Ordinal)
        ? TypeOf(alias[..^2]) + "[]"
        : alias switch
        {
            "String" or "Guid" or "DateTime" or "DateTimeOffset" or "TimeSpan" or "ByteArray" => "string",
            "Boolean" => "boolean",
            "Int16" or "Int32" or "Int64" or "Single" or "Double" or "Decimal" => "number",
            _ => "any",
        };

    [GeneratedRegex("^[A-Za-z_$][A-Za-z0-9_$]*$")]
    private static partial Regex Name();
}
