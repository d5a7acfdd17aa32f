using Delivery.ServiceDefaults.Problems;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>How a request can break an endpoint's limits.</summary>
/// <param name="Outcome">By which the activity then leaves, when it exposes the outcome.</param>
/// <param name="Setting">Which says whether it does.</param>
/// <param name="Problem">What the caller is told otherwise.</param>
/// <param name="Advice">And what to do about it.</param>
internal sealed record EndpointViolation(string Outcome, string Setting, ProblemType Problem, string Advice)
{
    public static EndpointViolation RequestTooLarge { get; } = new(
        "Request too large", "ExposeRequestTooLargeOutcome", StandardProblems.BodyTooLarge, "Send a smaller body.");

    public static EndpointViolation FileTooLarge { get; } = new(
        "File too large", "ExposeFileTooLargeOutcome", StandardProblems.BodyTooLarge, "Send a smaller file.");

    public static EndpointViolation InvalidExtension { get; } = new(
        "Invalid file extension", "ExposeInvalidFileExtensionOutcome", StandardProblems.UnsupportedMediaType, "Send a file whose name ends as this endpoint allows.");

    public static EndpointViolation InvalidMimeType { get; } = new(
        "Invalid file MIME type", "ExposeInvalidFileMimeTypeOutcome", StandardProblems.UnsupportedMediaType, "Send a file of a type that this endpoint allows.");
}
