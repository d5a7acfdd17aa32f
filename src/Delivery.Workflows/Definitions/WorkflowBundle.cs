using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.Workflows.Definitions;
using Delivery.Workflows.Graph;
using Delivery.Workflows.Values;

namespace Delivery.Workflows;

/// <summary>A definition version with every sub-workflow version it uses: what a running instance keeps (R13).</summary>
public sealed class WorkflowBundle
{
    private readonly Dictionary<string, WorkflowDefinition> _workflows;
    private readonly SortedDictionary<string, string> _references;
    private readonly Lazy<string> _hash;
    private CompiledBundle? _compiled;

    private WorkflowBundle(WorkflowDefinition root, Dictionary<string, WorkflowDefinition> workflows, SortedDictionary<string, string> references)
    {
        Root = root;
        _workflows = workflows;
        _references = references;
        Workflows = [.. workflows.Values.OrderBy(workflow => workflow.Id, StringComparer.Ordinal)];
        _hash = new Lazy<string>(() => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(ToJson()))));
    }

    /// <summary>What instances run.</summary>
    public WorkflowDefinition Root { get; }

    /// <summary>The sub-workflow versions.</summary>
    public IReadOnlyList<WorkflowDefinition> Workflows { get; }

    /// <summary>Upper-case hexadecimal SHA-256 of the content.</summary>
    public string Hash => _hash.Value;

    /// <summary>Collects the sub-workflows. A reference that <paramref name="resolve"/> does not know stays; executing it faults.</summary>
    public static WorkflowBundle Create(WorkflowDefinition root, Func<WorkflowReference, WorkflowDefinition?> resolve)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(resolve);
        var workflows = new Dictionary<string, WorkflowDefinition>(StringComparer.Ordinal);
        var references = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var pending = new Queue<WorkflowDefinition>([root]);
        while (pending.TryDequeue(out var definition))
        {
            foreach (var reference in WorkflowReferences.In(definition.Root))
            {
                var key = WorkflowReferences.Key(reference);
                if (references.ContainsKey(key) || resolve(reference) is not { } used)
                {
                    continue;
                }

                references[key] = used.Id;
                if (used.Id != root.Id && workflows.TryAdd(used.Id, used))
                {
                    pending.Enqueue(used);
                }
            }
        }

        return new WorkflowBundle(root, workflows, references);
    }

    /// <summary>A definition that uses no other workflow.</summary>
    public static WorkflowBundle Create(WorkflowDefinition root) => Create(root, _ => null);

    /// <summary>For storage; <see cref="Parse"/> reads it.</summary>
    public string ToJson() => new JsonObject
    {
        ["root"] = Root.Document.DeepClone(),
        ["workflows"] = new JsonArray([.. Workflows.Select(workflow => workflow.Document.DeepClone())]),
        ["references"] = new JsonObject(_references.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))),
    }.ToJsonString(JsonValues.Options);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static WorkflowBundle Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            if (JsonValues.Parse(json) is not JsonObject document || document["root"] is not JsonObject root)
            {
                throw new WorkflowDefinitionException("A workflow bundle is a JSON object with a root definition.");
            }

            var workflows = document.ObjectsMember("workflows").Select(WorkflowDefinition.From).ToDictionary(workflow => workflow.Id, StringComparer.Ordinal);
            var references = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (key, id) in document["references"] as JsonObject ?? [])
            {
                references[key] = JsonValues.Text(id!);
            }

            return new WorkflowBundle(WorkflowDefinition.From(root), workflows, references);
        }
        catch (JsonException e)
        {
            throw new WorkflowDefinitionException($"The workflow bundle is not valid JSON: {e.Message}", e);
        }
    }

    internal WorkflowDefinition? Find(WorkflowReference reference)
    {
        if (!_references.TryGetValue(WorkflowReferences.Key(reference), out var id))
        {
            return null;
        }

        return id == Root.Id ? Root : _workflows.GetValueOrDefault(id);
    }

    /// <summary>Parsing and compiling happens once for all instances of the bundle; a race compiles twice and keeps one.</summary>
    internal CompiledBundle Compile(ActivityCatalog catalog)
    {
        var compiled = _compiled;
        if (compiled is null || compiled.Catalog != catalog)
        {
            _compiled = compiled = new GraphCompiler(this, catalog).Compile();
        }

        return compiled;
    }
}
