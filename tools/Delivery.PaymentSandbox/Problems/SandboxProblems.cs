namespace Delivery.PaymentSandbox.Problems;

internal static class SandboxProblems
{
    public static readonly Problem CardDeclined = new("card-declined", 402, "The card was declined.");
    public static readonly Problem CaptureFailed = new("capture-failed", 402, "The capture failed; nothing was taken.");
    public static readonly Problem InvalidRequest = new("invalid-request", 400, "The request is not valid.");
    public static readonly Problem KeyMissing = new("idempotency-key-missing", 400, "The Idempotency-Key is missing.");
    public static readonly Problem KeyReused = new("idempotency-key-reused", 422, "The Idempotency-Key was used for another request.");
    public static readonly Problem NotFound = new("not-found", 404, "There is nothing under this id.");
    public static readonly Problem Overloaded = new("overloaded", 503, "The provider is overloaded.");
    public static readonly Problem WrongState = new("wrong-state", 409, "The authorization is in another state.");
}
