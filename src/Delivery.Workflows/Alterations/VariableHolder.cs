using System.Text.Json.Nodes;
using Delivery.Workflows.Execution;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Alterations;

/// <summary>The execution that holds a variable; without a declaration it is one that a script made.</summary>
internal sealed record VariableHolder(ActivityExecution Execution, VariableDeclaration? Declaration)
{
    /// <param name="groups">Where to look, one group after the other; within one group the variable must not be ambiguous.</param>
    /// <param name="idOrName">An id goes before a name.</param>
    public static VariableHolder Find(IReadOnlyList<IReadOnlyList<ActivityExecution>> groups, string idOrName)
    {
        foreach (var group in groups)
        {
            var found = Declared(group, variable => variable.Id == idOrName);
            found = found.Count > 0 ? found : Declared(group, variable => variable.Name == idOrName);
            found = found.Count > 0
                ? found
                : [.. group.Where(execution => execution.DynamicVariables?.ContainsKey(idOrName) == true).Select(execution => new VariableHolder(execution, null))];
            if (found.Count == 1)
            {
                return found[0];
            }

            if (found.Count > 1)
            {
                throw new AlterationException(
                    null,
                    $"Several running activities have a variable '{idOrName}': {string.Join(", ", found.Select(holder => holder.Execution.Id))}. Name one in activityInstanceId.");
            }
        }

        throw new AlterationException(null, $"Nothing that runs has a variable '{idOrName}'.");
    }

    /// <summary>A script's value that does not convert becomes the type's default; from an operator it is a mistake.</summary>
    public static void CheckConvertible(ActivityExecution execution, VariableDeclaration variable, JsonNode? value)
    {
        JsonNode? converted;
        try
        {
            converted = ValueConverter.Convert(value, variable.Type);
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or ExpressionException)
        {
            throw new AlterationException(execution.Node.NodeId, $"The value is none for the variable '{variable.Name}': {exception.Message}");
        }

        var isDefault = JsonNode.DeepEquals(converted, ValueConverter.Convert(JsonValue.Create("\u0001"), variable.Type));
        if (value is not null && isDefault && !IsText(value, converted))
        {
            throw new AlterationException(execution.Node.NodeId, $"'{JsonValues.Text(value)}' is no value for the variable '{variable.Name}', which is of type {variable.Type}.");
        }
    }

    private static bool IsText(JsonNode value, JsonNode? converted) =>
        string.Equals(JsonValues.Text(value).Trim(), converted is null ? "" : JsonValues.Text(converted), StringComparison.OrdinalIgnoreCase);

    private static List<VariableHolder> Declared(IEnumerable<ActivityExecution> executions, Predicate<VariableDeclaration> isMeant) =>
    [
        .. from execution in executions
           let variable = execution.Node.Variables.FirstOrDefault(variable => isMeant(variable))
           where variable is not null
           select new VariableHolder(execution, variable),
    ];
}
