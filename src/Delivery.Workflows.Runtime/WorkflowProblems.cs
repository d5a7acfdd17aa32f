using Delivery.ServiceDefaults.Problems;

namespace Delivery.Workflows.Runtime;

/// <summary>What the runtime refuses.</summary>
public static class WorkflowProblems
{
    /// <summary>There is no such definition or version.</summary>
    public static ProblemType DefinitionNotFound { get; } = new("workflow-definition-not-found", 404, "There is no such workflow definition.");

    /// <summary>The definition cannot be used as it is.</summary>
    public static ProblemType DefinitionInvalid { get; } = new("workflow-definition-invalid", 400, "The workflow definition is not valid.");

    /// <summary>There is no such instance.</summary>
    public static ProblemType InstanceNotFound { get; } = new("workflow-instance-not-found", 404, "There is no such workflow instance.");

    /// <summary>The instance has ended.</summary>
    public static ProblemType InstanceFinished { get; } = new("workflow-instance-finished", 409, "The workflow instance has ended.");
}
