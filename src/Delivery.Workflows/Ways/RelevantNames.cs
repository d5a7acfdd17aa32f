using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Ways;

/// <summary>
/// The names of variables and inputs that decide where a way goes: those in conditions, and whatever is handed to them from outside of a
/// workflow or out of it.
/// </summary>
internal sealed class RelevantNames
{
    /// <summary>Names are handed on through a few workflows. What is farther is not followed: to know less is never wrong.</summary>
    private const int MaxRounds = 64;

    // As accessors spell them.
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private readonly Dictionary<Node, HashSet<string>> _mentioned = [];

    public RelevantNames(CompiledBundle bundle)
    {
        foreach (var node in bundle.Nodes.Values.Where(node => node.Activity is not WorkflowAsActivity))
        {
            foreach (var name in node.Inputs.Where(input => input.Name is "Condition" or "Message").Select(input => input.Expression)
                .Concat(node.Activity.FurtherExpressions(node).Select(item => (Expression?)item.Expression))
                .SelectMany(expression => Names(node, expression)))
            {
                _names.Add(name);
            }
        }

        var composites = bundle.Nodes.Values.Where(node => node.Activity is WorkflowAsActivity or SetVariableActivity or SetOutputActivity).ToList();
        for (var (round, before) = (0, -1); round < MaxRounds && _names.Count > before; round++)
        {
            before = _names.Count;
            composites.ForEach(Follow);
        }

        _names.ExceptWith(bundle.Nodes.Values.SelectMany(SetUnseen));
    }

    /// <summary>Every name that a workflow which is used, with what is inside it, can read or set: no other makes a difference there.</summary>
    public IReadOnlySet<string> MentionedIn(Node composite)
    {
        if (_mentioned.TryGetValue(composite, out var mentioned))
        {
            return mentioned;
        }

        mentioned = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<Node>([composite]);
        while (pending.TryPop(out var node))
        {
            mentioned.UnionWith(node.Outputs.Where(output => output.Target is not null).Select(output => NameOf(node, output.Target!)));
            mentioned.UnionWith(Definitions.ScriptNamesCheck.ExpressionsOf(node).SelectMany(item => AllNames(node, item.Expression)));
            if (Target(node) is { } target)
            {
                mentioned.Add(ScriptNames.Pascal(target));
            }

            foreach (var child in node.Activities.Concat(node.Ports.Values).Concat(node.Parts.OfType<Node>()))
            {
                pending.Push(child);
            }
        }

        return _mentioned[composite] = mentioned;
    }

    public bool Contains(string name) => _names.Contains(ScriptNames.Pascal(name));

    private void Follow(Node node)
    {
        foreach (var output in node.Outputs.Where(output => output.Target is not null && _names.Contains(NameOf(node, output.Target))))
        {
            _names.Add(ScriptNames.Pascal(output.Name));
        }

        // What one of them is set to may be another.
        var target = Target(node);
        foreach (var input in node.Inputs.Where(input => node.Activity is WorkflowAsActivity ? Contains(input.Name) : target is not null && Contains(target)))
        {
            _names.UnionWith(Names(node, input.Expression));
        }
    }

    /// <summary>What an activity may set without its being seen where it is passed: no value of it is known for sure anywhere.</summary>
    private static IEnumerable<string> SetUnseen(Node node)
    {
        var isPassed = node is { Activities.Count: 0, Ports.Count: 0, Parts.Count: 0 };
        var outputs = isPassed || node.Activity is WorkflowAsActivity ? [] : node.Outputs.Where(output => output.Target is not null);
        return Definitions.ScriptNamesCheck.ExpressionsOf(node).Select(item => item.Expression).OfType<JavaScriptExpression>()
            .SelectMany(script => SetUnseen(script.Script, isPassed))
            .Concat(outputs.Select(output => NameOf(node, output.Target!)));
    }

    /// <summary>Whatever a script mentions that is more than a comparison may be set by it.</summary>
    private static IEnumerable<string> SetUnseen(CompiledScript script, bool isPassed)
    {
        var setters = script.Identifiers.Where(name => name.StartsWith("set", StringComparison.Ordinal)).Select(name => name[3..]);
        var members = KnownScripts.Understands(script.Program) ? [] : script.VariableNames.Concat(script.References.Makes).Select(ScriptNames.Pascal);
        return setters.Concat(members).Except(isPassed ? script.References.Sets.Select(ScriptNames.Pascal) : []);
    }

    private static IEnumerable<string> Names(Node node, Expression? expression) =>
        expression is JavaScriptExpression script && !KnownScripts.Understands(script.Script.Program) ? [] : AllNames(node, expression);

    /// <summary>What an activity sets by its name or id.</summary>
    private static string? Target(Node node) => node.Activity switch
    {
        SetVariableActivity => (node.FindInput("Variable")?.Raw as JsonObject)?.TextMember("id") is { } id ? NameOf(node, id) : null,
        SetOutputActivity => node.FindInput("OutputName")?.Expression is LiteralExpression { Value: { } name } ? JsonValues.Text(name) : null,
        _ => null,
    };

    private static IEnumerable<string> AllNames(Node node, Expression? expression) => expression switch
    {
        JavaScriptExpression script => script.Script.Identifiers.SelectMany(name =>
            name.StartsWith("get", StringComparison.Ordinal) || name.StartsWith("set", StringComparison.Ordinal) ? new[] { ScriptNames.Pascal(name), name[3..] } : [ScriptNames.Pascal(name)]),
        VariableExpression variable => [NameOf(node, variable.Id)],
        InputExpression input => [ScriptNames.Pascal(input.Name)],
        _ => [],
    };

    private static string NameOf(Node node, string id)
    {
        for (var scope = node; scope is not null; scope = scope.Parent)
        {
            if (scope.Variables.FirstOrDefault(variable => variable.Id == id) is { } variable)
            {
                return ScriptNames.Pascal(variable.Name);
            }
        }

        return ScriptNames.Pascal(id);
    }
}
