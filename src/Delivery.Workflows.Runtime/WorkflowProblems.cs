using Delivery.ServiceDefaults.Problems;

namespace Delivery.Workflows.Runtime;

/// <summary>What the runtime refuses.</summary>
public static class WorkflowProblems
{
    /// <summary>There is no such definition or version.</summary>
    public static ProblemType DefinitionNotFound { get; } = new("workflow-definition-not-found", 404, "There is no such workflow definition.");

    /// <summary>The definition cannot be used as it is.</summary>
    public static ProblemType DefinitionInvalid { get; } = new("workflow-definition-invalid", 400, "The workflow definition is not valid.");

    /// <summary>The checks have doubts, and nobody says why it is right all the same.</summary>
    public static ProblemType NoteRequired { get; } = new("workflow-note-required", 400, "The checks have doubts; publish it with a note.");

    /// <summary>None of its versions is published.</summary>
    public static ProblemType DefinitionNotPublished { get; } = new("workflow-definition-not-published", 409, "The workflow definition is not published.");

    /// <summary>Somebody else has changed the definition meanwhile.</summary>
    public static ProblemType DefinitionChanged { get; } = new("workflow-definition-changed", 409, "The workflow definition has changed meanwhile.");

    /// <summary>Instances or other definitions need it.</summary>
    public static ProblemType DefinitionInUse { get; } = new("workflow-definition-in-use", 409, "The workflow definition is in use.");

    /// <summary>The database has not been brought up to date.</summary>
    public static ProblemType DatabaseNotReady { get; } = new("workflow-database-not-ready", 503, "The workflows' database is not up to date.");

    /// <summary>There is no such instance.</summary>
    public static ProblemType InstanceNotFound { get; } = new("workflow-instance-not-found", 404, "There is no such workflow instance.");

    /// <summary>The instance cannot be altered like this.</summary>
    public static ProblemType AlterationRefused { get; } = new("workflow-alteration-refused", 409, "The workflow instance cannot be altered like this.");

    /// <summary>The instance has gone on meanwhile.</summary>
    public static ProblemType InstanceChanged { get; } = new("workflow-instance-changed", 409, "The workflow instance has changed meanwhile.");

    /// <summary>The instance still runs.</summary>
    public static ProblemType InstanceRunning { get; } = new("workflow-instance-running", 409, "The workflow instance still runs.");

    /// <summary>Something that is under way needs the instance.</summary>
    public static ProblemType InstanceNeeded { get; } = new("workflow-instance-needed", 409, "The workflow instance is still needed.");

    /// <summary>There is no such task.</summary>
    public static ProblemType TaskNotFound { get; } = new("workflow-task-not-found", 404, "There is no such workflow task.");

    /// <summary>The instance has ended.</summary>
    public static ProblemType InstanceFinished { get; } = new("workflow-instance-finished", 409, "The workflow instance has ended.");

    /// <summary>The instance has been told to end and still undoes what it did.</summary>
    public static ProblemType InstanceCancelling { get; } = new("workflow-instance-cancelling", 409, "The workflow instance is being cancelled.");

    internal static ProblemException NoSuchVersion(string definitionId) =>
        new(DefinitionNotFound, $"There is no such version of '{definitionId}'. List the definitions to see what there is.");
}
