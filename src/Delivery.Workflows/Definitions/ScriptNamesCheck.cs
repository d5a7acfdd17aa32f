using Delivery.Workflows.Activities;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;

namespace Delivery.Workflows.Definitions;

/// <summary>
/// Says which names in scripts and templates mean nothing where they stand. An instance can be given inputs and variables that its
/// definition does not declare, so this is a doubt and no error.
/// </summary>
internal sealed class ScriptNamesCheck
{
    private readonly HashSet<string> _made = new(LoopVariables.All, StringComparer.Ordinal);
    private readonly HashSet<string> _madeAccessors;
    private readonly Dictionary<Node, HashSet<string>> _names = [];
    private readonly Dictionary<Node, HashSet<string>> _accessors = [];
    private readonly Dictionary<WorkflowNode, HashSet<string>> _outputs = [];

    public ScriptNamesCheck(CompiledBundle bundle)
    {
        foreach (var node in bundle.Nodes.Values)
        {
            _made.UnionWith(ExpressionsOf(node).Select(item => item.Expression).OfType<JavaScriptExpression>().SelectMany(script => script.Script.References.Makes));
            // An output without such a variable makes one.
            _made.UnionWith(node.Outputs.Select(output => output.Target).OfType<string>());
        }

        _madeAccessors = Accessors(_made);
    }

    /// <summary>The inputs of an activity, and what else it evaluates.</summary>
    public static IEnumerable<(string Name, Expression Expression)> ExpressionsOf(Node node) =>
        node.Inputs.Where(input => input.Expression is not null).Select(input => (input.Name, input.Expression!)).Concat(node.Activity.FurtherExpressions(node));

    /// <summary>What is wrong with one expression of an activity.</summary>
    public IEnumerable<string> Check(Node node, Expression expression)
    {
        IEnumerable<string> names = expression switch
        {
            JavaScriptExpression { Script.References: var references } => references.Calls.Where(call => IsUnknownAccessor(node, call)).Select(call => $"calls {call}()")
                .Concat(references.Reads.Where(name => !IsVariable(node, name)).Select(name => $"reads the variable '{name}'")),
            LiquidExpression { Template: var template } => template.VariableNames.Where(name => !IsVariable(node, name)).Select(name => $"reads the variable '{name}'"),
            _ => [],
        };
        return names.Select(name => $"{name}, but nothing of that name is known here. Correct the spelling, or add the variable.");
    }

    private bool IsUnknownAccessor(Node node, string call)
    {
        if (call.Length <= 3 || !char.IsUpper(call[3]) || !(call.StartsWith("get", StringComparison.Ordinal) || call.StartsWith("set", StringComparison.Ordinal))
            || ScriptGlobals.IsKnown(call))
        {
            return false;
        }

        var name = call[3..];
        return !(_madeAccessors.Contains(name) || Scopes(node).Any(scope => AccessorsOf(scope).Contains(name)))
            && (call[0] == 's' || !(IsInput(node, name) || OutputsOf(node.Workflow).Contains(call)));
    }

    private bool IsVariable(Node node, string name) => _made.Contains(name) || Scopes(node).Any(scope => NamesOf(scope).Contains(name));

    /// <summary>What a workflow is given is evaluated outside of it.</summary>
    private static IEnumerable<Node> Scopes(Node node)
    {
        for (var scope = node.Activity is WorkflowAsActivity ? node.Parent : node; scope is not null; scope = scope.Parent)
        {
            if (scope.Variables.Count > 0)
            {
                yield return scope;
            }
        }
    }

    private HashSet<string> NamesOf(Node scope) => _names.TryGetValue(scope, out var names)
        ? names
        : _names[scope] = scope.Variables.Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);

    private HashSet<string> AccessorsOf(Node scope) =>
        _accessors.TryGetValue(scope, out var accessors) ? accessors : _accessors[scope] = Accessors(NamesOf(scope));

    private static HashSet<string> Accessors(HashSet<string> names) =>
        names.Where(ScriptNames.HasAccessor).Select(ScriptNames.Pascal).ToHashSet(StringComparer.Ordinal);

    private static bool IsInput(Node node, string name) => node.Workflow.Definition.Inputs.Any(input => input.Name == name);

    private HashSet<string> OutputsOf(WorkflowNode workflow) => _outputs.TryGetValue(workflow, out var outputs)
        ? outputs
        : _outputs[workflow] = workflow.All
            .SelectMany(activity => activity.Outputs.SelectMany(output => new[] { activity.Name, activity.Id }.OfType<string>()
                .Select(name => ScriptNames.OutputAccessor(output.Name, name))))
            .ToHashSet(StringComparer.Ordinal);
}
