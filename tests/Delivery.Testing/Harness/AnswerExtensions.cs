using System.Net.Http.Json;
using System.Text.Json;

namespace Delivery.Testing.Harness;

/// <summary>Reads answers.</summary>
public static class AnswerExtensions
{
    /// <summary>The body as JSON.</summary>
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Checks that the answer is a complete problem of that status and slug, and gives it.</summary>
    public static async Task<JsonElement> ShouldBeProblemAsync(this HttpResponseMessage response, int status, string slug)
    {
        ArgumentNullException.ThrowIfNull(response);
        var text = await response.Content.ReadAsStringAsync();
        if ((int)response.StatusCode != status || response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            throw new InvalidOperationException($"Expected problem {slug} with {status} but got {(int)response.StatusCode}: {text}");
        }

        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        var type = problem.GetProperty("type").GetString();
        if (type != $"urn:delivery:problem:{slug}"
            || problem.GetProperty("status").GetInt32() != status
            || string.IsNullOrWhiteSpace(problem.GetProperty("title").GetString())
            || string.IsNullOrWhiteSpace(problem.GetProperty("detail").GetString()))
        {
            throw new InvalidOperationException($"Expected a complete problem {slug} but got: {text}");
        }

        return problem;
    }
}
