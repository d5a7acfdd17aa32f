namespace Delivery.Workflows.Api.Publishing;

/// <summary>What the checks say.</summary>
/// <param name="IsError">Whether it prevents a publication.</param>
/// <param name="Activity">What people read on the box; null for the definition as a whole.</param>
/// <param name="ActivityId">Its id, when that says something else.</param>
/// <param name="Definition">The name of the definition that it stands in.</param>
/// <param name="Message">What it is, and what to do.</param>
internal sealed record FindingModel(bool IsError, string? Activity, string? ActivityId, string? Definition, string Message)
{
    public static FindingModel Of(DefinitionProblem problem) => new(
        problem.IsError, problem.ActivityName, problem.ActivityId == problem.ActivityName ? null : problem.ActivityId, problem.DefinitionName, problem.Message);
}
