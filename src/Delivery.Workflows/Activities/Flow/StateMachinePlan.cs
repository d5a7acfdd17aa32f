using System.Text.Json.Nodes;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Activities;

/// <summary>The states and transitions of a state machine, looked up by name and place. Names compare with case.</summary>
internal sealed class StateMachinePlan
{
    private readonly Dictionary<string, State> _states = new(StringComparer.Ordinal);

    /// <param name="node">Its parts are entry and exit of each state, then trigger and action of each transition.</param>
    /// <param name="expressions">For the conditions.</param>
    public StateMachinePlan(Node node, ExpressionCompiler expressions)
    {
        var part = 0;
        foreach (var json in States(node.Json))
        {
            var (entry, exit) = (node.Parts[part++], node.Parts[part++]);
            var name = json.TextMember("name") ?? "";
            _states.TryAdd(name, new State(name, entry, exit));
        }

        foreach (var json in Transitions(node.Json))
        {
            var (trigger, action) = (node.Parts[part++], node.Parts[part++]);
            var (from, to) = (json.TextMember("from") ?? "", json.TextMember("to") ?? "");
            Items.Add(new Transition(Items.Count, json.TextMember("name") ?? $"{from}->{to}", from, to, trigger, action, Condition(json, expressions)));
        }

        InitialState = node.Json.TextMember("initialState");
    }

    public string? InitialState { get; }

    public List<Transition> Items { get; } = [];

    public static IEnumerable<JsonObject?> Parts(JsonObject json) =>
        States(json).SelectMany(state => new[] { state.Member("entry") as JsonObject, state.Member("exit") as JsonObject })
            .Concat(Transitions(json).SelectMany(transition =>
                new[] { transition.Member("trigger") as JsonObject, transition.Member("action") as JsonObject }));

    public State? Find(string? name) => name is null ? null : _states.GetValueOrDefault(name);

    /// <summary>The ways out of a state: those that something triggers and that lead somewhere.</summary>
    public IEnumerable<Transition> Outbound(string state) =>
        Items.Where(transition => transition.From == state && transition.Trigger is not null && _states.ContainsKey(transition.To));

    private static IEnumerable<JsonObject> States(JsonObject json) => json.ObjectsMember("states");

    private static IEnumerable<JsonObject> Transitions(JsonObject json) => json.ObjectsMember("transitions");

    /// <summary>Read as any other input: an object without <c>typeName</c> is discarded, a plain value is a literal.</summary>
    private static Expression? Condition(JsonObject transition, ExpressionCompiler expressions) => transition.Member("condition") switch
    {
        null => null,
        JsonObject wrapped => wrapped.ContainsKey("typeName") && wrapped["expression"] is JsonObject expression ? expressions.Compile(expression) : null,
        var value => new LiteralExpression(value),
    };

    internal sealed record State(string Name, Node? Entry, Node? Exit);

    internal sealed record Transition(int Index, string Name, string From, string To, Node? Trigger, Node? Action, Expression? Condition);
}
