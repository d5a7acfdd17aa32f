using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Delivery.Workflows.Runtime.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DefinitionHeaders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "description",
                schema: "workflows",
                table: "definition_versions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_readonly",
                schema: "workflows",
                table: "definition_versions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "tool_version",
                schema: "workflows",
                table: "definition_versions",
                type: "text",
                nullable: true);

            // What is stored already says it in its text.
            migrationBuilder.Sql("""
                UPDATE workflows.definition_versions SET
                    description = CASE json_typeof(source::json -> 'description') WHEN 'string' THEN source::json ->> 'description' END,
                    tool_version = CASE json_typeof(source::json -> 'toolVersion') WHEN 'string' THEN source::json ->> 'toolVersion' END,
                    is_readonly = coalesce(json_typeof(source::json -> 'isReadonly') = 'boolean' AND source::json ->> 'isReadonly' = 'true', false)
                WHERE source NOT LIKE '%\\u0000%';
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "description",
                schema: "workflows",
                table: "definition_versions");

            migrationBuilder.DropColumn(
                name: "is_readonly",
                schema: "workflows",
                table: "definition_versions");

            migrationBuilder.DropColumn(
                name: "tool_version",
                schema: "workflows",
                table: "definition_versions");
        }
    }
}
