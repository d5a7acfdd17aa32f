using Delivery.ServiceDefaults.Problems;

namespace Delivery.Identity;

internal static class IdentityProblems
{
    public static readonly ProblemType UnknownRole = new("unknown-role", 400, "There is no such role.");
    public static readonly ProblemType InvalidSubject = new("invalid-subject", 400, "The subject is not valid.");
}
