using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Flow;

/// <summary>The arrows of a flowchart, looked up by source. Connections whose end is missing stay in the document and are not followed.</summary>
internal sealed class FlowchartPlan
{
    private static readonly IReadOnlyList<Connection> None = [];

    private readonly Dictionary<Node, List<Connection>> _outbound = [];
    private readonly ConcurrentDictionary<Node, FlowGraph> _graphs = [];

    public FlowchartPlan(Node flowchart)
    {
        var byId = flowchart.Activities.ToDictionary(node => node.Id, StringComparer.Ordinal);
        foreach (var json in flowchart.Json.ObjectsMember("connections"))
        {
            if (End(json, "source", byId) is { } source && End(json, "target", byId) is { } target)
            {
                Add(new Connection(source, (json.Member("source") as JsonObject)?.TextMember("port"), target));
            }
        }

        Activities = flowchart.Activities;
        ActiveJoins = [.. flowchart.Activities.Where(node => node.Activity is FlowJoinActivity)];
        var targets = Connections.Select(connection => connection.Target).ToHashSet();
        DefaultStart = Activities.FirstOrDefault(node => node.Descriptor.IsStart)
            ?? Activities.FirstOrDefault(node => node.CanStartWorkflow)
            ?? Activities.FirstOrDefault(node => !targets.Contains(node))
            ?? (Activities.Count > 0 ? Activities[0] : null);
    }

    public IReadOnlyList<Node> Activities { get; }

    /// <summary>Joins, whose mode can be to wait for what is active.</summary>
    public IReadOnlyList<Node> ActiveJoins { get; }

    public List<Connection> Connections { get; } = [];

    private Node? DefaultStart { get; }

    /// <summary>The activity whose stimulus started the instance, if it is here; else the first that looks like a start.</summary>
    public Node? Start(string? triggerActivityId) =>
        (triggerActivityId is null ? null : Activities.FirstOrDefault(node => node.Id == triggerActivityId)) ?? DefaultStart;

    public IReadOnlyList<Connection> Outbound(Node node) => _outbound.TryGetValue(node, out var connections) ? connections : None;

    /// <summary>What is forward depends on where the flowchart starts.</summary>
    public FlowGraph Graph(Node start) => _graphs.GetOrAdd(start, static (start, plan) => new FlowGraph(plan, start), this);

    private void Add(Connection connection)
    {
        Connections.Add(connection);
        if (!_outbound.TryGetValue(connection.Source, out var connections))
        {
            _outbound.Add(connection.Source, connections = []);
        }

        connections.Add(connection);
    }

    private static Node? End(JsonObject connection, string member, Dictionary<string, Node> byId) =>
        (connection.Member(member) as JsonObject)?.TextMember("activity") is { } id ? byId.GetValueOrDefault(id) : null;
}
