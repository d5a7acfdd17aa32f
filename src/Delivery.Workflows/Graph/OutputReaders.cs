using Delivery.Workflows.Expressions;

namespace Delivery.Workflows.Graph;

/// <summary>
/// Says whether any script of the bundle can read an output or the last result again. Instances would otherwise carry every message they
/// ever received through all their states.
/// </summary>
internal sealed class OutputReaders
{
    private readonly HashSet<string> _identifiers = new(StringComparer.Ordinal);

    public bool ReadsLastResult => _identifiers.Contains("getLastResult");

    public void Add(CompiledScript script) => _identifiers.UnionWith(script.Identifiers);

    public bool Reads(Node node, string output) =>
        _identifiers.Contains("getOutputFrom")
        || (node.Name is not null && _identifiers.Contains(ScriptNames.OutputAccessor(output, node.Name)))
        || _identifiers.Contains(ScriptNames.OutputAccessor(output, node.Id));
}
