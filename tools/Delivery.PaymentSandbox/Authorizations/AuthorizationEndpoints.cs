using Delivery.PaymentSandbox.Admin;
using Delivery.PaymentSandbox.Idempotency;
using Delivery.PaymentSandbox.Problems;
using Delivery.PaymentSandbox.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Delivery.PaymentSandbox.Authorizations;

/// <summary>The provider's API.</summary>
internal static class AuthorizationEndpoints
{
    public static void MapAuthorizations(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1").AddEndpointFilter<OutageFilter>();
        group.MapPost("/authorizations", AuthorizeAsync);
        group.MapPost("/authorizations/{id}/capture", (string id, IdempotentPost post, AuthorizationDesk desk) =>
            post.RunAsync(transaction => desk.Capture(transaction, id)));
        group.MapPost("/authorizations/{id}/void", (string id, IdempotentPost post, AuthorizationDesk desk) =>
            post.RunAsync(transaction => desk.Void(transaction, id)));
        group.MapPost("/captures/{id}/refund", (string id, IdempotentPost post, AuthorizationDesk desk) =>
            post.RunAsync(transaction => desk.Refund(transaction, id)));
        group.MapGet("/authorizations", (string reference, SandboxDatabase database) =>
        {
            var found = database.Read(transaction => AuthorizationTable.WithReference(transaction, reference));
            return TypedResults.Ok(new { items = found.Select(AuthorizationDesk.Json) });
        });
    }

    private static Task<IResult> AuthorizeAsync([FromBody] AuthorizationRequest request, IdempotentPost post, AuthorizationDesk desk) =>
        request.Invalid() is { } problem
            ? Task.FromResult<IResult>(post.Write(Answer.Refuse(SandboxProblems.InvalidRequest, problem)))
            : post.RunAsync(transaction => desk.Authorize(transaction, request), request);
}
