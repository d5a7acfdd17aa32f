using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Activities;
using Delivery.Workflows.Definitions;
using Delivery.Workflows.Execution;
using Delivery.Workflows.Expressions;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Graph;

/// <summary>Turns the documents of a bundle into a graph of nodes. Documents are not read again after this.</summary>
internal sealed class GraphCompiler(WorkflowBundle bundle, ActivityCatalog catalog)
{
    // The Studio asks for the outer workflow node by this name; the nested ones are told apart by their path.
    private const string RootId = "Workflow1";
    private const string NestedId = "Workflow2";

    // Workflows that use each other twice, a few dozen deep, would be more nodes than any machine holds.
    private const int MaxNesting = 32;
    private const int MaxNodes = 50_000;

    // Compiling and completing go down and up this way, and a thread's stack is small.
    private const int MaxDepth = 512;

    private readonly Dictionary<string, Node> _nodes = new(StringComparer.Ordinal);
    private readonly Stack<string> _nesting = new();
    private readonly OutputReaders _readers = new();
    private readonly Dictionary<string, CompiledScript> _scripts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CompiledTemplate> _templates = new(StringComparer.Ordinal);

    public CompiledBundle Compile() => new(bundle, catalog, Workflow(bundle.Root, null), _nodes) { Readers = _readers };

    private Node Workflow(WorkflowDefinition definition, Node? parent)
    {
        if (_nesting.Contains(definition.Id))
        {
            throw new WorkflowDefinitionException($"The workflow '{definition.Name ?? definition.DefinitionId}' uses itself, directly or through another workflow.");
        }

        if (_nesting.Count == MaxNesting)
        {
            throw new WorkflowDefinitionException(
                $"The workflow '{definition.Name ?? definition.DefinitionId}' is used inside {MaxNesting} others. Use workflows less deeply inside each other.");
        }

        _nesting.Push(definition.Id);
        var id = parent is null ? RootId : NestedId;
        var node = new Node
        {
            Id = id,
            NodeId = parent is null ? id : $"{parent.NodeId}:{id}",
            Type = "Elsa.Workflow",
            Version = 1,
            Name = definition.Name,
            Activity = WorkflowActivity.Instance,
            Json = [],
            Workflow = new WorkflowNode(definition, parent is not null)
            {
                LogPersistence = LogPersistencePlan.Read(definition.CustomProperties, new ExpressionCompiler(_scripts, _templates, _readers)),
            },
            Parent = parent,
            Depth = parent is null ? 0 : parent.Depth + 1,
            Variables = [.. definition.Variables.Select(variable => new VariableDeclaration(variable))],
        };
        _nodes.Add(node.NodeId, node);
        var ids = new IdAssigner(definition.Root);
        node.Ports = new Dictionary<string, Node> { [WorkflowActivity.RootPort] = Child(definition.Root, node, ids) };
        _nesting.Pop();
        return node;
    }

    private Node Child(JsonObject json, Node parent, IdAssigner ids)
    {
        var source = NotFoundActivity.Original(json) is { } original && Resolve(original) is not NotFoundActivity ? original : json;
        var activity = Resolve(source);
        var custom = source["customProperties"] as JsonObject;
        var id = ids.IdOf(json);
        var node = new Node
        {
            Id = id,
            NodeId = $"{parent.NodeId}:{id}",
            Type = source.TextMember("type") ?? throw new WorkflowDefinitionException($"The activity '{id}' has no type."),
            Version = source.IntMember("version") ?? activity.Descriptor.Version,
            Name = json.TextMember("name"),
            Activity = activity,
            Json = source,
            Document = json,
            Workflow = parent.Workflow,
            Parent = parent,
            Depth = parent.Depth + 1,
            CanStartWorkflow = custom?.BoolMember("canStartWorkflow") ?? source.BoolMember("canStartWorkflow") ?? false,
            MergeMode = custom?.TextMember("mergeMode"),
            RunsInBackground = activity.Descriptor.Kind == ActivityKind.Job
                || (activity.Descriptor.Kind == ActivityKind.Task
                    && (custom?.BoolMember("runAsynchronously") ?? source.BoolMember("runAsynchronously") ?? false)),
        };
        if (!_nodes.TryAdd(node.NodeId, node) || !ids.Claim(id))
        {
            throw new WorkflowDefinitionException($"The id '{id}' is used by more than one activity. Give each activity an id of its own.");
        }

        if (node.Depth > MaxDepth)
        {
            throw new WorkflowDefinitionException($"The activity '{id}' is inside more than {MaxDepth} others. Nest activities less deeply.");
        }

        if (_nodes.Count > MaxNodes)
        {
            throw new WorkflowDefinitionException(
                $"With the workflows that it uses, the definition has more than {MaxNodes} activities, '{id}' being one more. Use fewer.");
        }

        parent.Workflow.Add(node);
        Fill(node, ids);
        return node;
    }

    private void Fill(Node node, IdAssigner ids)
    {
        var expressions = new ExpressionCompiler(_scripts, _templates, _readers);
        var descriptor = node.Descriptor;
        node.Inputs = [.. descriptor.Inputs.Select(input => Input(node, input, expressions))];
        node.Outputs = [.. descriptor.Outputs.Select(output => Output(node, output))];
        node.LogPersistence = LogPersistencePlan.Read(node.Json["customProperties"] as JsonObject, expressions);
        node.Variables = [.. DefinitionReader.Variables(node.Json, node.Id).Select(variable => new VariableDeclaration(variable))];
        if (descriptor.IsContainer)
        {
            node.Activities = [.. node.Json.ObjectsMember("activities").Select(child => Child(child, node, ids))];
        }

        var ports = new Dictionary<string, Node>(StringComparer.OrdinalIgnoreCase);
        foreach (var port in descriptor.Ports.Where(port => port.Kind == PortKind.Embedded))
        {
            if (node.Json.Member(MemberName(port.Name)) is JsonObject child)
            {
                ports.Add(port.Name, Child(child, node, ids));
            }
        }

        if (node.Activity is WorkflowAsActivity composite)
        {
            node.Variables = composite.Arguments;
            ports.Add(WorkflowActivity.RootPort, Workflow(composite.Definition, node));
        }

        node.Ports = ports;
        node.Parts = [.. node.Activity.Parts(node.Json).Select(part => part is null ? null : Child(part, node, ids))];
        node.Plan = node.Activity.Compile(node, expressions);
    }

    private Activity Resolve(JsonObject json)
    {
        if (WorkflowReferences.Of(json) is { } reference && bundle.Find(reference) is { } definition)
        {
            return new WorkflowAsActivity(definition, json.TextMember("type") ?? definition.DefinitionId);
        }

        var type = json.TextMember("type");
        return type is null ? new NotFoundActivity("", null) : catalog.Find(type, json.IntMember("version")) ?? new NotFoundActivity(type, json.IntMember("version"));
    }

    private static InputBinding Input(Node node, InputDescriptor input, ExpressionCompiler expressions)
    {
        var value = node.Json.TryGetPropertyValue(MemberName(input.Name), out var member) ? member : null;
        var type = TypeAlias.Parse(input.TypeName);
        if (!input.IsWrapped || value is null)
        {
            return new InputBinding(input, type, null, value);
        }

        // An object without typeName is discarded: Elsa's rule; the Studio always writes the member, if only as null.
        var expression = value is not JsonObject wrapped ? new LiteralExpression(value)
            : wrapped.ContainsKey("typeName") && wrapped["expression"] is JsonObject json ? expressions.Compile(json)
            : null;
        return new InputBinding(input, type, expression, null);
    }

    private OutputBinding Output(Node node, OutputDescriptor output)
    {
        var wrapped = node.Json.TryGetPropertyValue(MemberName(output.Name), out var member) && member is JsonObject json && json.ContainsKey("typeName")
            ? json
            : null;
        var target = (wrapped?["memoryReference"] as JsonObject)?.TextMember("id");
        return new OutputBinding(output.Name, string.IsNullOrEmpty(target) ? null : target, ConverterBinding.Read(wrapped, output, catalog));
    }

    private static string MemberName(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
