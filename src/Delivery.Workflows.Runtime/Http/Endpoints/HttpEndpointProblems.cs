using Delivery.ServiceDefaults.Problems;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>What callers of workflows are refused.</summary>
public static class HttpEndpointProblems
{
    /// <summary>No workflow takes such a request now.</summary>
    public static ProblemType NotFound { get; } = new("workflow-endpoint-not-found", 404, "No workflow takes this request.");

    /// <summary>More than one workflow or instance would take it.</summary>
    public static ProblemType Ambiguous { get; } = new("workflow-endpoint-ambiguous", 409, "More than one workflow takes this request.");

    /// <summary>The workflow's activation strategy does not allow another instance now.</summary>
    public static ProblemType StartRefused { get; } = new("workflow-start-refused", 409, "The workflow cannot start now.");

    /// <summary>The workflow has taken the request and has not answered in time.</summary>
    public static ProblemType NoAnswer { get; } = new("workflow-no-answer", 504, "The workflow has not answered in time.");

    /// <summary>The key was used for a request with another body or query.</summary>
    public static ProblemType KeyReused { get; } = new("idempotency-key-reused", 422, "The Idempotency-Key was used for another request.");

    /// <summary>The caller is not known, and the key is not random enough to be nobody else's.</summary>
    public static ProblemType KeyGuessable { get; } = new("idempotency-key-guessable", 400, "The Idempotency-Key could be somebody else's.");

    /// <summary>This process is about to end and waits for no answer any more.</summary>
    public static ProblemType Stopping { get; } = new("workflow-host-stopping", 503, "This server is stopping.");
}
