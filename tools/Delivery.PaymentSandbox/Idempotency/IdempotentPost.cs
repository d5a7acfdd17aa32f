using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delivery.PaymentSandbox.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Data.Sqlite;

namespace Delivery.PaymentSandbox.Idempotency;

/// <summary>A POST to the provider's API; endpoints take it as a parameter.</summary>
internal sealed class IdempotentPost
{
    private readonly HttpContext _http;

    private IdempotentPost(HttpContext http) => _http = http;

    public static ValueTask<IdempotentPost> BindAsync(HttpContext http) => ValueTask.FromResult(new IdempotentPost(http));

    public async Task<IResult> RunAsync(Func<SqliteTransaction, Answer> work, object? body = null)
    {
        var key = _http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length is 0 or > 200)
        {
            return Write(Answer.Refuse(SandboxProblems.KeyMissing, "Send an Idempotency-Key of 1 to 200 characters with every POST."));
        }

        var services = _http.RequestServices;
        // Once begun, the effect does not depend on whether its caller still listens.
        var answer = await services.GetRequiredService<IdempotentPosts>()
            .RunAsync(key, Fingerprint(_http.Request.Path, body), work, CancellationToken.None);
        if (answer.Hangs)
        {
            var hang = services.GetRequiredService<SandboxOptions>().Hang;
            await Task.Delay(hang, services.GetRequiredService<TimeProvider>(), _http.RequestAborted);
        }

        return Write(answer);
    }

    public ContentHttpResult Write(Answer answer)
    {
        if (answer.Status == StatusCodes.Status503ServiceUnavailable)
        {
            _http.Response.Headers.RetryAfter = "1";
        }

        return TypedResults.Text(
            answer.Body, answer.Status < 400 ? "application/json" : "application/problem+json", statusCode: answer.Status);
    }

    private static string Fingerprint(string path, object? body)
    {
        var request = new JsonObject { ["path"] = path, ["body"] = JsonSerializer.SerializeToNode(body, JsonSerializerOptions.Web) };
        return Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request)));
    }
}
