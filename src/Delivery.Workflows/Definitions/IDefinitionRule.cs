namespace Delivery.Workflows;

/// <summary>
/// Something that a host wants of definitions beyond what the engine needs. Asked for every definition that is checked: a rule says itself
/// which ones it is about, and nothing of the others.
/// </summary>
public interface IDefinitionRule
{
    /// <summary>What is wrong.</summary>
    /// <param name="graph">The definition, with the workflows that it uses inside.</param>
    IEnumerable<DefinitionProblem> Check(WorkflowGraph graph);
}
