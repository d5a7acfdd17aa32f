using System.Text.Json.Nodes;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Execution;

/// <summary>Where values live: each execution holds the variables its activity declares; a lookup walks outwards and takes the first.</summary>
internal static class VariableScope
{
    /// <summary>Initial values beside the defaults; unknown names become variables of their own.</summary>
    public static void Initialize(ActivityExecution root, JsonObject? values)
    {
        foreach (var (name, value) in values ?? [])
        {
            if (!root.Run.NestedVariables.ContainsKey(name))
            {
                SetByName(root, name, JsonValues.Own(value));
            }
        }
    }

    /// <summary>A nested workflow begins: initial values that were addressed to it.</summary>
    public static void InitializeNested(ActivityExecution workflow)
    {
        var prefix = workflow.Node.Workflow.Definition.DefinitionId + ".";
        foreach (var (name, value) in workflow.Run.NestedVariables)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && FindDeclared(workflow.Node, name[prefix.Length..]) is { } variable)
            {
                Store(workflow, variable, value);
            }
        }
    }

    public static void EvaluateInputs(ActivityExecution execution)
    {
        execution.InputsAreFresh = true;
        foreach (var input in execution.Node.Inputs)
        {
            if (input.Descriptor.AutoEvaluate)
            {
                execution.Inputs ??= [];
                execution.Inputs[input.Name] = Evaluate(execution, input);
            }
        }
    }

    /// <param name="execution">The activity whose input it is.</param>
    /// <param name="input">The input.</param>
    /// <param name="arguments">What the expression finds beside the variables, before them.</param>
    public static JsonNode? Evaluate(ActivityExecution execution, InputBinding input, Dictionary<string, JsonNode?>? arguments = null)
    {
        if (!input.IsSet)
        {
            return input.Descriptor.DefaultValue;
        }

        if (input.Expression is null)
        {
            return input.Raw;
        }

        try
        {
            var value = input.Expression.Evaluate(new EvaluationScope(execution, arguments));
            return input.Descriptor.IsConverted ? ValueConverter.Convert(value, input.Type) : value;
        }
        catch (Exception e) when (e is ExpressionException or System.Text.Json.JsonException)
        {
            throw new InputEvaluationException(input.Name, execution.Node.Name ?? execution.Node.Id, e);
        }
    }

    public static bool TryGetById(ActivityExecution? from, string id, out JsonNode? value)
    {
        ActivityExecution? undo = null;
        for (var scope = from; scope is not null; scope = scope.Parent)
        {
            undo ??= scope.IsUndo ? scope : null;
            foreach (var variable in scope.Node.Variables)
            {
                if (variable.Id == id)
                {
                    // What an undo remembers, it remembers by name, whichever way it is asked for.
                    if (undo?.DynamicVariables?.TryGetValue(variable.Name, out value) != true)
                    {
                        value = Read(scope, variable);
                    }

                    return true;
                }
            }
        }

        value = null;
        return false;
    }

    public static bool TrySetById(ActivityExecution? from, string id, JsonNode? value)
    {
        for (var scope = from; scope is not null; scope = scope.Parent)
        {
            foreach (var variable in scope.Node.Variables)
            {
                if (variable.Id == id)
                {
                    Store(scope, variable, value);
                    return true;
                }
            }
        }

        return false;
    }

    public static bool TryGetByName(ActivityExecution? from, string name, out JsonNode? value)
    {
        for (var scope = from; scope is not null; scope = scope.Parent)
        {
            if (FindDeclared(scope.Node, name) is { } variable)
            {
                value = Read(scope, variable);
                return true;
            }

            if (scope.DynamicVariables is { } dynamic && dynamic.TryGetValue(name, out value))
            {
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>A name that nobody declares becomes a variable of the nearest container.</summary>
    public static void SetByName(ActivityExecution from, string name, JsonNode? value)
    {
        for (var scope = from; scope is not null; scope = scope.Parent)
        {
            if (FindDeclared(scope.Node, name) is { } variable)
            {
                Store(scope, variable, value);
                return;
            }

            if (scope.DynamicVariables?.ContainsKey(name) == true)
            {
                scope.DynamicVariables[name] = value;
                return;
            }
        }

        var container = from;
        while (container.Parent is not null && !container.Node.Descriptor.IsContainer)
        {
            container = container.Parent;
        }

        container.DynamicVariables ??= [];
        container.DynamicVariables[name] = value;
    }

    /// <summary>Names in scope, innermost first, each once.</summary>
    public static IEnumerable<string> Names(ActivityExecution? from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var scope = from; scope is not null; scope = scope.Parent)
        {
            foreach (var variable in scope.Node.Variables)
            {
                if (seen.Add(variable.Name))
                {
                    yield return variable.Name;
                }
            }

            foreach (var name in scope.DynamicVariables?.Keys.ToArray() ?? [])
            {
                if (seen.Add(name))
                {
                    yield return name;
                }
            }
        }
    }

    /// <summary>Gives a variable of the execution's own a value.</summary>
    public static void Replace(ActivityExecution scope, VariableDeclaration variable, JsonNode? value) => Store(scope, variable, value);

    private static VariableDeclaration? FindDeclared(Node node, string name)
    {
        foreach (var variable in node.Variables)
        {
            if (variable.Name == name)
            {
                return variable;
            }
        }

        return null;
    }

    private static JsonNode? Read(ActivityExecution scope, VariableDeclaration variable) =>
        scope.Variables is { } set && set.TryGetValue(variable.Id, out var value) ? value : variable.Default;

    private static void Store(ActivityExecution scope, VariableDeclaration variable, JsonNode? value)
    {
        scope.Variables ??= [];
        scope.Variables[variable.Id] = ValueConverter.Convert(value, variable.Type);
    }
}
