using Delivery.ServiceDefaults.Problems;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>What is done to definitions, for telling why it cannot be done.</summary>
/// <param name="DefinitionIds">To which.</param>
/// <param name="Verb">What becomes of them.</param>
internal sealed record DefinitionChange(IReadOnlyCollection<string> DefinitionIds, string Verb)
{
    /// <summary>Files are published when the process starts, with nobody there who could mend what a rule finds: only the engine refuses them.</summary>
    public bool IsImport { get; private init; }

    public static DefinitionChange Publish(string definitionId) => new([definitionId], "published");

    public static DefinitionChange Import(IReadOnlyCollection<string> definitionIds) => new(definitionIds, "published") { IsImport = true };

    public static DefinitionChange MigrateTo(string definitionId) => new([definitionId], "run");

    public static DefinitionChange Retract(string definitionId) => new([definitionId], "retracted");

    public static DefinitionChange Delete(string definitionId) => new([definitionId], "deleted");

    /// <summary>Refuses it because of what is wrong afterwards with a definition: one of its own, or one that uses them.</summary>
    public ProblemException Refuse(string definitionId, IReadOnlyList<DefinitionFinding> errors)
    {
        var findings = string.Join(" ", errors);
        var refusal = DefinitionIds.Contains(definitionId)
            ? new ProblemException(WorkflowProblems.DefinitionInvalid, $"{definitionId} cannot be {Verb}. {findings}")
            : new ProblemException(
                WorkflowProblems.DefinitionInvalid,
                $"{string.Join(", ", DefinitionIds)} cannot be {Verb}: {definitionId} is published, uses it, and would not pass the checks. Change {definitionId} first, or retract it. {findings}");
        refusal.Extensions["findings"] = errors.Select(error => new { activity = error.Activity, where = error.Where, message = error.Message }).ToArray();
        return refusal;
    }

    /// <summary>Refuses it because nobody says why it is right in spite of what the checks say.</summary>
    public ProblemException RefuseWithoutNote(IReadOnlyList<DefinitionFinding> warnings) => new(
        WorkflowProblems.NoteRequired,
        $"{string.Join(", ", DefinitionIds)} can only be {Verb} with a note, in the Publish panel, because the checks have doubts. "
        + string.Join(" ", warnings));

    /// <summary>Refuses it because published definitions use what would be taken away.</summary>
    public ProblemException RefuseUsed(IReadOnlyList<string> consumers)
    {
        var names = string.Join(", ", consumers);
        return new ProblemException(
            WorkflowProblems.DefinitionInUse,
            $"{string.Join(", ", DefinitionIds)} cannot be {Verb}: published definitions use it, namely {names}. Change them first, or retract them.")
        {
            Extensions = { ["consumers"] = consumers },
        };
    }
}
