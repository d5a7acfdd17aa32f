using System.Text.Json.Nodes;

namespace Delivery.Workflows.State;

/// <summary>What an execution between a scope and a step, or the step itself, held when the step was done: the undo sees it again.</summary>
/// <param name="NodeId">The activity.</param>
/// <param name="Variables">Declared variables that were set, by id.</param>
/// <param name="DynamicVariables">Variables that scripts and loops made, by name.</param>
/// <param name="ChildOutputs">Outputs of the children that a script can ask for.</param>
internal sealed record UndoFrame(
    string NodeId,
    IReadOnlyDictionary<string, JsonNode?>? Variables,
    IReadOnlyDictionary<string, JsonNode?>? DynamicVariables,
    IReadOnlyDictionary<string, JsonNode?>? ChildOutputs);
